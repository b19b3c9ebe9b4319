import type { Pricers } from "../model/pricer.ts";
import { type ServicePrice, servicePriceNames } from "../tables/unit-prices.ts";

const brokerPrice = (type: string): ServicePrice | undefined => {
  const name = `msk.${type.startsWith("express.") ? "" : "broker."}${type.replace(/^kafka\./, "")}.hour`;
  return (servicePriceNames as readonly string[]).includes(name) ? (name as ServicePrice) : undefined;
};

export const streams: Pricers = {
  "aws:msk/cluster:Cluster": (inputs, sheet) => {
    const brokers = inputs.at("numberOfBrokerNodes").number() ?? 0;
    const nodes = inputs.at("brokerNodeGroupInfo");
    const type = nodes.at("instanceType").text() ?? "";
    const price = brokerPrice(type);
    if (price === undefined) sheet.missing(`${type} brokers`);
    else sheet.service(price, `${type} brokers`, brokers);
    if (type.startsWith("express.")) {
      sheet.missing("storage and writes of Express brokers");
      return;
    }
    const size = nodes.at("storageInfo", "ebsStorageInfo", "volumeSize").number() ?? 0;
    sheet.service("msk.storage.gbMonth", "Broker storage", size * brokers);
  },
  "aws:msk/serverlessCluster:ServerlessCluster": (_inputs, sheet) =>
    sheet.missing("hours, partitions and traffic of serverless Kafka"),
  "aws:mskconnect/connector:Connector": (_inputs, sheet) => sheet.missing("workers of the Kafka connector"),
  "aws:kinesis/stream:Stream": (inputs, sheet) => {
    if (inputs.at("streamModeDetails", "streamMode").text() === "ON_DEMAND") {
      sheet.missing("hours and traffic of a stream on demand");
      return;
    }
    sheet.service("kinesis.shard.hour", "Shards", inputs.at("shardCount").number() ?? 1);
    sheet.missing("PUT units of the stream");
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (_inputs, sheet) =>
    sheet.missing("traffic of the delivery stream"),
  "aws:sqs/queue:Queue": (inputs, sheet) => {
    const fifo = inputs.at("fifoQueue").flag() === true;
    sheet.usedService(fifo ? "sqs.fifo.1M" : "sqs.standard.1M", "Requests", sheet.usage.messageMillions);
  },
  "aws:sns/topic:Topic": (inputs, sheet) => {
    const fifo = inputs.at("fifoTopic").flag() === true;
    sheet.usedService(
      fifo ? "sns.fifo.requests.1M" : "sns.standard.requests.1M",
      "Requests",
      sheet.usage.messageMillions,
    );
  },
  "aws:cloudwatch/eventBus:EventBus": (_inputs, sheet) =>
    sheet.usedService("eventbridge.customEvents.1M", "Own events", sheet.usage.messageMillions),
  "aws:lambda/function:Function": (_inputs, sheet) => {
    sheet.usedService("lambda.requests.1M", "Requests", sheet.usage.messageMillions);
    sheet.missing("GB-seconds of the function");
  },
  "aws:sfn/stateMachine:StateMachine": (_inputs, sheet) => sheet.missing("state transitions"),
};
