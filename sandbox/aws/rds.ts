import { engines } from "@aip/facts/engines.ts";
import { rdsInstanceClasses } from "@aip/facts/node-classes.ts";
import type { Models, NameRule, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkNamed, checkRange, checkSubnetGroup } from "./checks.ts";

const groupName: NameRule = {
  property: "name",
  maxLength: 255,
  pattern: /^[a-z](?!.*--)[a-z0-9._ -]*$/,
  allowed: "lower-case letters, digits and dashes, starting with a letter",
  unique: "account",
};

/** Settings of PostgreSQL that take effect when the server starts, and those that are not free to set. */
const postgresParameters =
  /^(rds\.(force_ssl|logical_replication|log_retention_period)|log_\w+|max_connections|shared_preload_libraries|work_mem|maintenance_work_mem|password_encryption|pgaudit\.\w+|idle_\w+|statement_timeout)$/;

function checkInstance(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const size = inputs.instanceClass;
  if (typeof size === "string" && !rdsInstanceClasses.includes(size)) {
    report("instanceClass", size, "a current RDS instance class such as db.t4g.medium or db.m6g.large");
  }
  if (inputs.engine === "postgres") checkVersion(inputs.engineVersion, report);
  checkRange(inputs, "allocatedStorage", 20, 65536, "GiB", report);
  checkRange(inputs, "backupRetentionPeriod", 0, 35, "days", report);
  const { allocatedStorage, maxAllocatedStorage } = inputs;
  if (
    typeof allocatedStorage === "number" &&
    typeof maxAllocatedStorage === "number" &&
    maxAllocatedStorage <= allocatedStorage
  ) {
    report("maxAllocatedStorage", maxAllocatedStorage, `more than allocatedStorage (${allocatedStorage})`);
  }
  if (inputs.kmsKeyId !== undefined && inputs.storageEncrypted !== true) {
    report("storageEncrypted", inputs.storageEncrypted, "true where kmsKeyId is given");
  }
  if (inputs.manageMasterUserPassword === true && inputs.password !== undefined) {
    report("password", "[a password]", "no password where RDS manages it");
  }
  const interval = inputs.monitoringInterval;
  if (typeof interval === "number" && ![0, 1, 5, 10, 15, 30, 60].includes(interval)) {
    report("monitoringInterval", interval, "0, 1, 5, 10, 15, 30 or 60 seconds");
  }
  if (typeof interval === "number" && interval > 0 && !("monitoringRoleArn" in inputs)) {
    report("monitoringRoleArn", undefined, "a role where monitoringInterval is above 0");
  }
  const insights = inputs.performanceInsightsRetentionPeriod;
  if (typeof insights === "number" && insights !== 7 && insights !== 731 && insights % 31 !== 0) {
    report("performanceInsightsRetentionPeriod", insights, "7, 731 or a multiple of 31 days");
  }
  if (inputs.skipFinalSnapshot !== true && !("finalSnapshotIdentifier" in inputs)) {
    report("finalSnapshotIdentifier", undefined, "a name for the last snapshot, or skipFinalSnapshot");
  }
  if (inputs.username === "admin" || inputs.username === "postgres_admin" || inputs.username === "rdsadmin") {
    report("username", inputs.username, "a name that the engine does not reserve");
  }
  checkNamed(inputs, "dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup", cloud, report);
  checkNamed(inputs, "parameterGroupName", "aws:rds/parameterGroup:ParameterGroup", cloud, report);
  checkFamily(inputs, cloud, report);
}

function checkVersion(version: unknown, report: Report): void {
  const offered: readonly string[] = engines.postgres.offered;
  const known = (text: string) => offered.some((one) => one === text || one.startsWith(`${text}.`));
  if (typeof version === "string" && !known(version)) {
    report("engineVersion", version, `a version RDS creates: ${offered.join(", ")}`);
  }
}

function checkFamily(inputs: PlannedResource["inputs"], cloud: CloudView, report: Report): void {
  const group = cloud.read(String(inputs.parameterGroupName), "aws:rds/parameterGroup:ParameterGroup");
  const version = inputs.engineVersion;
  if (!group || typeof version !== "string") return;
  const family = `${String(inputs.engine)}${version.split(".")[0]}`;
  if (group.inputs.family !== family) {
    report("parameterGroupName", group.inputs.family, `a parameter group of the family ${family}`);
  }
}

export const rds: Models = {
  "aws:rds/instance:Instance": {
    name: {
      property: "identifier",
      maxLength: 63,
      pattern: /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/,
      allowed: "lower-case letters, digits and single dashes, starting with a letter",
      unique: "account",
    },
    id: (planned) => `db-${planned.hex(26).toUpperCase()}`,
    arn: (planned) =>
      `arn:aws:rds:${planned.region}:${planned.account}:db:${String(planned.inputs.identifier)}`,
    required: ["instanceClass"],
    replaceOn: ["engine", "storageEncrypted", "kmsKeyId", "username", "dbName", "availabilityZone"],
    check: checkInstance,
    outputs: (planned) => {
      const address = `${String(planned.inputs.identifier)}.c${planned.hex(11)}.${planned.region}.rds.amazonaws.com`;
      const port = typeof planned.inputs.port === "number" ? planned.inputs.port : 5432;
      return {
        address,
        port,
        endpoint: `${address}:${port}`,
        hostedZoneId: "Z2R2ITUGPM61AM",
        resourceId: planned.id,
        status: "available",
        masterUserSecrets:
          planned.inputs.manageMasterUserPassword === true
            ? [
                {
                  secretArn: `arn:aws:secretsmanager:${planned.region}:${planned.account}:secret:rds!db-${planned.hex(8)}-${planned.hex(4)}-AbCdEf`,
                  kmsKeyId: planned.inputs.masterUserSecretKmsKeyId,
                  secretStatus: "active",
                },
              ]
            : [],
      };
    },
    secretOutputs: ["password"],
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    name: groupName,
    arn: (planned) => `arn:aws:rds:${planned.region}:${planned.account}:subgrp:${planned.id}`,
    required: ["subnetIds"],
    check: checkSubnetGroup,
    heldBy: ["aws:rds/instance:Instance"],
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    name: groupName,
    arn: (planned) => `arn:aws:rds:${planned.region}:${planned.account}:pg:${planned.id}`,
    required: ["family"],
    replaceOn: ["family"],
    check: (planned, _, report) => {
      const { family, parameters } = planned.inputs;
      if (typeof family === "string" && !/^postgres1[3-8]$/.test(family)) {
        report("family", family, "postgres13 to postgres18");
      }
      for (const [index, parameter] of (Array.isArray(parameters) ? parameters : []).entries()) {
        const name = (parameter as { name?: unknown }).name;
        if (typeof name === "string" && !postgresParameters.test(name)) {
          report(`parameters[${index}].name`, name, "a parameter of PostgreSQL on RDS");
        }
      }
    },
    heldBy: ["aws:rds/instance:Instance"],
  },
};
