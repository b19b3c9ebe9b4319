import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { AccountBaseline } from "./account-baseline.ts";
import { AuditTrail, auditTrailStatements } from "./audit-trail.ts";
import { Certificate } from "./certificate.ts";
import { FrontDoor, type FrontDoorArgs } from "./front-door.ts";

const region = "us-east-1";

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: Record<string, Record<string, string>>;
}
const statements = (policy: unknown): PolicyStatement[] => JSON.parse(String(policy)).Statement;

describe("the audit trail", () => {
  const run = () => {
    const { cloud, kmsKeyArn, accountId } = place();
    return deploy(() => {
      new AuditTrail("audit", { region, accountId, kmsKeyArn });
      return {};
    }, cloud);
  };

  it("records all regions and global services, with digests, encrypted, in S3 and in CloudWatch", async () => {
    const deployed = await run();
    const inputs = deployed.inputs("audit-trail");
    for (const key of ["isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation"]) {
      assert.equal(inputs[key], true, key);
    }
    assert.match(String(inputs.kmsKeyId), /:key\//);
    assert.match(String(inputs.cloudWatchLogsGroupArn), /:log-group:\/ai-platform\/test\/audit-trail:\*$/);
    assert.equal(deployed.inputs("audit-log").kmsKeyId, inputs.kmsKeyId);
  });

  it("lets CloudTrail write to its bucket for this one trail, and nobody else at all", async () => {
    const deployed = await run();
    const allowed = statements(deployed.inputs("audit-records-policy").policy).filter(
      ({ Effect }) => Effect === "Allow",
    );
    assert.equal(allowed.length, 2);
    for (const { Principal, Condition } of allowed) {
      assert.deepEqual(Principal, { Service: "cloudtrail.amazonaws.com" });
      assert.match(String(Condition?.StringEquals?.["aws:SourceArn"]), /:trail\/ai-platform-test$/);
    }
    assert.equal(deployed.resource("audit-records-bucket").protect, true);
  });

  it("names its one trail in the statements of its key", () => {
    const [statement] = auditTrailStatements(region, "123456789012");
    assert.deepEqual(statement?.actions, ["kms:GenerateDataKey*", "kms:DescribeKey"]);
    assert.deepEqual(Object.keys(statement?.conditions ?? {}), ["StringEquals"]);
  });
});

describe("the account baseline", () => {
  const run = (args: Partial<ConstructorParameters<typeof AccountBaseline>[1]>) => {
    const { cloud, kmsKeyArn, accountId } = place();
    return deploy(() => {
      new AccountBaseline("baseline", { region, accountId, kmsKeyArn, ...args });
      return {};
    }, cloud);
  };

  it("makes nothing unless it is asked to", async () => {
    const { resources } = await run({});
    assert.deepEqual(
      resources.filter(({ custom }) => custom).map(({ name }) => name),
      [],
    );
  });

  it("makes what is switched on", async () => {
    const deployed = await run({ guardDuty: true, accessAnalyzer: true, securityHub: true });
    for (const type of ["Detector", "Analyzer", "Account", "StandardsSubscription"]) {
      assert.equal(deployed.names(type).length, 1, type);
    }
    assert.equal(deployed.names("DetectorFeature").length, 3);
    assert.deepEqual(deployed.names("Recorder"), []);
  });

  it("records how resources were configured, in a bucket that only AWS Config writes to", async () => {
    const deployed = await run({ config: true });
    assert.deepEqual(deployed.inputs("baseline-history-recorder").recordingGroup, {
      allSupported: true,
      includeGlobalResourceTypes: true,
    });
    assert.equal(deployed.inputs("baseline-history-status").isEnabled, true);
    const allowed = statements(deployed.inputs("baseline-history-records-policy").policy).filter(
      ({ Effect }) => Effect === "Allow",
    );
    assert.deepEqual(
      allowed.map(({ Principal }) => Principal),
      [{ Service: "config.amazonaws.com" }, { Service: "config.amazonaws.com" }],
    );
    assert.equal(deployed.resource("baseline-history-records-bucket").protect, true);
  });
});

const zone = (cloud: ReturnType<typeof place>["cloud"]): string => {
  const type = "aws:route53/zone:Zone";
  return cloud.create(`urn:pulumi:test::network::${type}::zone`, type, { name: "example.com" }, () => {}).id;
};

describe("a certificate", () => {
  it("has a proof in DNS for every name, and is there once all of them are", async () => {
    const { cloud } = place();
    const zoneId = zone(cloud);
    const deployed = await deploy(() => {
      const { arn } = new Certificate("tls", { hostnames: ["a.example.com", "b.example.com"], zoneId });
      return { arn };
    }, cloud);
    assert.deepEqual(deployed.names("Record"), ["tls-proof-a.example.com", "tls-proof-b.example.com"]);
    const fqdns = deployed.inputs("tls-validation").validationRecordFqdns as string[];
    assert.equal(fqdns.length, 2);
    assert.equal(deployed.outputs.arn, deployed.inputs("tls-validation").certificateArn);
  });

  it("refuses no names, and names given twice", async () => {
    for (const hostnames of [[], ["a.example.com", "a.example.com"]]) {
      const made = deploy(() => {
        new Certificate("tls", { hostnames, zoneId: "Z1" });
        return {};
      });
      await assert.rejects(made, /hostnames/);
    }
  });
});

describe("the front door", () => {
  const run = (args: Partial<FrontDoorArgs> = {}) => {
    const { cloud, kmsKeyArn, accountId } = place();
    const zoneId = zone(cloud);
    return deploy(() => {
      const door = { gatewayClass: "alb", hostnames: ["a.example.com"], zoneId, kmsKeyArn, accountId };
      const { gatewayName, gatewayNamespace } = new FrontDoor("door", { ...door, ...args });
      return { gatewayName, gatewayNamespace };
    }, cloud);
  };
  const balancer = (deployed: Awaited<ReturnType<typeof run>>) =>
    deployed.inputs("door-balancer").spec as Properties;

  it("is private, speaks modern TLS with its certificate, and has no web ACL", async () => {
    const deployed = await run();
    const { scheme, wafV2, listenerConfigurations } = balancer(deployed);
    assert.deepEqual([scheme, wafV2], ["internal", undefined]);
    const [listener] = listenerConfigurations as Properties[];
    assert.equal(listener?.protocolPort, "HTTPS:443");
    assert.match(String(listener?.sslPolicy), /TLS13-1-2/);
    assert.match(String(listener?.defaultCertificate), /^arn:aws:acm:/);
    assert.deepEqual(deployed.names("WebAcl"), []);
  });

  it("logs requests to a bucket that the load balancer may write to, and is protected where that is asked for", async () => {
    const attributes = (deployed: Awaited<ReturnType<typeof run>>) =>
      Object.fromEntries(
        (balancer(deployed).loadBalancerAttributes as Properties[]).map(({ key, value }) => [key, value]),
      );
    const deployed = await run({ deletionProtection: true });
    const { id } = deployed.resource("door-logs-bucket");
    const on = attributes(deployed);
    assert.deepEqual(
      [on["access_logs.s3.enabled"], on["access_logs.s3.bucket"], on["deletion_protection.enabled"]],
      ["true", id, "true"],
    );
    const { Statement } = JSON.parse(String(deployed.inputs("door-logs-policy").policy));
    const grant = (Statement as Properties[]).find(({ Principal }) =>
      JSON.stringify(Principal).includes("logdelivery.elasticloadbalancing.amazonaws.com"),
    );
    assert.deepEqual(grant?.Action, ["s3:PutObject"]);
    assert.match(String(grant?.Resource), new RegExp(`/${on["access_logs.s3.prefix"]}/AWSLogs/\\*$`));
    assert.equal(attributes(await run())["deletion_protection.enabled"], "false");
  });

  it("has a web ACL with AWS' rules, a rate limit and a log where the internet reaches it", async () => {
    const deployed = await run({ exposure: "internet", rateLimit: 500, sourceRanges: ["203.0.113.0/24"] });
    const { scheme, wafV2, sourceRanges } = balancer(deployed);
    assert.equal(scheme, "internet-facing");
    assert.deepEqual(wafV2, { webACL: deployed.resource("door-web-acl").outputs.arn });
    assert.deepEqual(sourceRanges, ["203.0.113.0/24"]);
    const rules = deployed.inputs("door-web-acl").rules as { name: string; statement: Properties }[];
    assert.deepEqual(
      rules.map(({ name }) => name),
      [
        "too-many-requests",
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesCommonRuleSet",
      ],
    );
    assert.equal((rules[0]?.statement.rateBasedStatement as Properties | undefined)?.limit, 500);
    assert.deepEqual(deployed.inputs("door-web-logging").redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
    ]);
  });

  it("takes routes from the platform's namespaces but not from teams, and redirects plain HTTP", async () => {
    const deployed = await run();
    const { listeners } = deployed.inputs("door-gateway").spec as { listeners: Properties[] };
    assert.deepEqual(
      listeners.map(({ name, protocol, port }) => [name, protocol, port]),
      [
        ["https", "HTTPS", 443],
        ["http", "HTTP", 80],
      ],
    );
    assert.match(
      JSON.stringify(listeners[0]?.allowedRoutes),
      /"ai-platform\/team","operator":"DoesNotExist"/,
    );
    const { rules, parentRefs } = deployed.inputs("door-redirect").spec as Record<string, Properties[]>;
    assert.deepEqual(parentRefs, [{ name: "platform", sectionName: "http" }]);
    assert.deepEqual(rules?.[0]?.filters, [
      { type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } },
    ]);
    assert.deepEqual(deployed.outputs, { gatewayName: "platform", gatewayNamespace: "gateway" });
  });

  it("gives a team a listener and a certificate for hosts below its own domain, and routes of no other namespace", async () => {
    const deployed = await run({ teamDomains: { vision: "vision.example.com" } });
    const { listeners } = deployed.inputs("door-gateway").spec as { listeners: Properties[] };
    const listener = listeners.find(({ name }) => name === "team-vision");
    assert.deepEqual(
      [listener?.protocol, listener?.port, listener?.hostname],
      ["HTTPS", 443, "*.vision.example.com"],
    );
    assert.match(
      JSON.stringify(listener?.allowedRoutes),
      /"from":"Selector","selector":\{"matchLabels":\{"kubernetes.io\/metadata.name":"team-vision"\}\}/,
    );
    assert.equal(deployed.inputs("door-tls-vision-certificate").domainName, "*.vision.example.com");
    const [{ certificates }] = balancer(deployed).listenerConfigurations as [Properties];
    assert.deepEqual(certificates, [deployed.inputs("door-tls-vision-validation").certificateArn]);
    const guard = deployed.resource("door-hosts-binding").urn;
    assert.ok(
      deployed.resource("door-gateway").dependsOn.includes(guard),
      "routes are refused from the first on",
    );
  });
});
