import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Value } from "@aip/common/value.ts";
import { alertmanagerConfig } from "@aip/components/observability/alertmanager-config.ts";
import { receiversOf } from "@aip/proof/signals/alertmanager.ts";
import { skip } from "../support/skip.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { Moto } from "./support/moto.ts";
import { freePort, run, Server } from "./support/processes.ts";
import { pythonPrograms } from "./support/software.ts";
import { isInstalled } from "./telemetry-software.ts";

interface Config {
  readonly receivers: { readonly sns_configs?: { topic_arn: string; api_url?: string }[] }[];
}

const labels = (alertname: string, severity: string, namespace: string) => ({
  alertname,
  severity,
  namespace,
});

/** What fires: by itself a message each, but for what the rules of inhibition hold back. */
const alerts = {
  down: labels("ServiceDown", "critical", "inference"),
  downToo: labels("ServiceDown", "warning", "inference"),
  throttled: labels("CPUThrottlingHigh", "info", "research"),
  inhibitor: labels("InfoInhibitor", "none", "research"),
  quota: labels("KubeQuotaAlmostFull", "info", "products"),
  watchdog: labels("Watchdog", "none", "observability"),
};

/** Debian's Alertmanager is 0.25; the chart's is newer, and reads the same configuration. */
describe("the Alertmanager of the plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "aip-alertmanager-"));
  const file = join(folder, "alertmanager.yml");
  let config: Config;

  before(async function () {
    if (!isInstalled("amtool") || !isInstalled("prometheus-alertmanager")) {
      skip(this, "Alertmanager is not installed (Debian: apt-get install prometheus-alertmanager)");
    }
    const { chartValues } = await PlannedCluster.of("prod");
    const { alertmanager } = chartValues["prometheus-chart"] as { alertmanager: { config: Config } };
    config = alertmanager.config;
    writeFileSync(file, JSON.stringify(config));
  });
  after(() => rmSync(folder, { recursive: true }));

  const route = async (alert: Record<string, string>, configFile = file) => {
    const pairs = Object.entries(alert).map(([key, value]) => `${key}=${value}`);
    const { output } = await run([
      ...["amtool", "config", "routes", "test", `--config.file=${configFile}`],
      ...pairs,
    ]);
    // Debian's amtool has an address of its own, and warns that the file goes before it.
    return output.trim().split("\n").at(-1);
  };

  it("routes each alert as the journeys say that it does", async () => {
    const root = Value.of(config).at("route");
    const many = [
      ...Object.values(alerts),
      labels("Throttled", "warning", "team-research"),
      labels("X", "none", ""),
    ];
    for (const alert of many)
      assert.equal(receiversOf(root, alert).join(","), await route(alert), alert.alertname);
  });

  it("has a configuration that it accepts", async () => {
    const { code, output } = await run(["amtool", "check-config", file]);
    assert.equal(code, 0, output);
  });

  it("sends what is for people to the topic, and what is for programs to nobody", async () => {
    assert.equal(await route(alerts.down), "topic");
    assert.equal(await route(alerts.quota), "topic");
    assert.equal(await route(alerts.watchdog), "nobody");
    assert.equal(await route(alerts.inhibitor), "nobody");
  });

  it("sends what is of a team's namespace to the team, where it has a topic, and of no other", async () => {
    const topic = (name: string) => `arn:aws:sns:us-east-1:123456789012:${name}`;
    const channel = { namespace: "team-vision", topicArn: topic("vision") };
    const withTeams = join(folder, "teams.yml");
    writeFileSync(withTeams, JSON.stringify(alertmanagerConfig(topic("all"), "us-east-1", [channel])));
    const { code, output } = await run(["amtool", "check-config", withTeams]);
    assert.equal(code, 0, output);
    const of = (namespace: string, name = "KubePodCrashLooping") =>
      route(labels(name, "critical", namespace), withTeams);
    assert.equal(await of("team-vision"), "team-vision");
    assert.equal(await of("team-vision", "Watchdog"), "nobody");
    assert.equal(await of("team-vision-two"), "topic");
    assert.equal(await of("inference"), "topic");
  });

  describe("with SNS by moto", () => {
    let moto: Moto;
    let server: Server;
    let url: string;
    let queueUrl: string;
    let aws: (...args: readonly string[]) => Promise<Record<string, unknown>>;

    before(async function () {
      const programs = pythonPrograms("moto");
      if (!programs) skip(this, "moto is not installed: npm run test:real:install");
      moto = await Moto.start();
      aws = async (...args) => {
        const command = [join(programs as string, "aws"), ...args, "--endpoint-url", moto.url];
        const { code, output } = await run([...command, "--output", "json"], { env: { ...moto.env } });
        assert.equal(code, 0, output);
        return output.trim() === "" ? {} : (JSON.parse(output) as Record<string, unknown>);
      };
      const { TopicArn } = await aws("sns", "create-topic", "--name", "alerts");
      const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "on-call");
      queueUrl = String(QueueUrl);
      const queueArn = "arn:aws:sqs:us-east-1:123456789012:on-call";
      await aws(
        ...["sns", "subscribe", "--topic-arn", String(TopicArn)],
        ...["--protocol", "sqs", "--notification-endpoint", queueArn],
      );
      for (const { sns_configs = [] } of config.receivers) {
        for (const sns of sns_configs) Object.assign(sns, { topic_arn: TopicArn, api_url: moto.url });
      }
      writeFileSync(file, JSON.stringify(config));
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      server = await Server.start(
        [
          "prometheus-alertmanager",
          `--config.file=${file}`,
          `--storage.path=${folder}`,
          `--web.listen-address=127.0.0.1:${port}`,
          "--cluster.listen-address=",
        ],
        port,
        { env: { ...moto.env } },
      );
      const posted = await fetch(`${url}/api/v2/alerts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(Object.values(alerts).map((each) => ({ labels: each }))),
      });
      assert.equal(posted.status, 200);
    });
    after(async () => {
      await server?.stop();
      await moto?.stop();
    });

    it("holds back what follows from something worse, and lone alerts that only inform", async () => {
      const listed = (await (await fetch(`${url}/api/v2/alerts`)).json()) as {
        labels: { alertname: string; severity: string; namespace: string };
      }[];
      assert.equal(listed.length, Object.keys(alerts).length);
      // Inhibition is decided when a group is sent; the list shows it from then on.
      await sleep(35_000);
      const after = (await (await fetch(`${url}/api/v2/alerts`)).json()) as {
        labels: { alertname: string; severity: string; namespace: string };
        status: { state: string };
      }[];
      const held = after
        .filter(({ status }) => status.state === "suppressed")
        .map(({ labels: of }) => `${of.alertname} ${of.severity} ${of.namespace}`);
      assert.deepEqual(held.sort(), [
        "CPUThrottlingHigh info research",
        "InfoInhibitor none research",
        "ServiceDown warning inference",
      ]);
    });

    it("delivers a critical alert to anyone who subscribes to the topic", async () => {
      const { Messages = [] } = (await aws(
        ...["sqs", "receive-message", "--queue-url", queueUrl],
        ...["--max-number-of-messages", "10"],
      )) as { Messages?: { Body: string }[] };
      const texts = Messages.map(({ Body }) => (JSON.parse(Body) as { Message: string }).Message);
      assert.ok(
        texts.some((text) => text.includes("ServiceDown") && text.includes("severity = critical")),
        texts.join("\n"),
      );
      assert.ok(texts.some((text) => text.includes("KubeQuotaAlmostFull")));
      assert.ok(!texts.some((text) => /CPUThrottlingHigh|Watchdog|severity = warning/.test(text)));
    });
  });
});
