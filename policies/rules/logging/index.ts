import type { Rule } from "../../rule.ts";
import { cloudtrailComplete } from "./cloudtrail-complete.ts";
import { configRecordsAll } from "./config-records-all.ts";
import { ec2VpcFlowLogs } from "./ec2-vpc-flow-logs.ts";
import { eksControlPlaneLogs } from "./eks-control-plane-logs.ts";
import { guarddutyComplete } from "./guardduty-complete.ts";
import { lbAccessLogs } from "./lb-access-logs.ts";
import { mskBrokerLogs } from "./msk-broker-logs.ts";
import { opensearchAuditLogs } from "./opensearch-audit-logs.ts";
import { rdsLogsExported } from "./rds-logs-exported.ts";
import { rdsMonitored } from "./rds-monitored.ts";
import { rdsPerformanceInsights } from "./rds-performance-insights.ts";
import { redshiftAuditLogs } from "./redshift-audit-logs.ts";
import { route53QueryLogs } from "./route53-query-logs.ts";
import { s3AccessLogs } from "./s3-access-logs.ts";
import { wafLoggingOn } from "./waf-logging-on.ts";

export const loggingRules: readonly Rule[] = [
  cloudtrailComplete,
  configRecordsAll,
  ec2VpcFlowLogs,
  eksControlPlaneLogs,
  guarddutyComplete,
  lbAccessLogs,
  mskBrokerLogs,
  opensearchAuditLogs,
  rdsLogsExported,
  rdsMonitored,
  rdsPerformanceInsights,
  redshiftAuditLogs,
  route53QueryLogs,
  s3AccessLogs,
  wafLoggingOn,
];
