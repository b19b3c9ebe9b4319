/**
 * What costs nothing by itself, by module of the AWS provider. What is neither here nor has a pricer is a gap, and listed
 * as one.
 */
const freeTypes: Readonly<Record<string, string>> = {
  accessanalyzer: "archiveRule",
  acm: "certificate certificateValidation",
  alb: "listener listenerCertificate listenerRule targetGroup targetGroupAttachment",
  amp: "alertManagerDefinition queryLoggingConfiguration resourcePolicy ruleGroupNamespace workspaceConfiguration",
  athena: "dataCatalog database namedQuery preparedStatement",
  autoscaling: "attachment lifecycleHook notification policy schedule tag trafficSourceAttachment",
  backup:
    "globalSettings plan regionSettings selection vaultLockConfiguration vaultNotifications vaultPolicy restoreTestingPlan restoreTestingSelection",
  budgets: "budget",
  cfg: "aggregateAuthorization configurationAggregator deliveryChannel recorderStatus retentionConfiguration rule conformancePack remediationConfiguration organizationManagedRule",
  cloudwatch:
    "eventBusPolicy eventPermission eventRule eventTarget eventConnection logAccountPolicy logDataProtectionPolicy logDelivery logDeliveryDestination logDeliverySource logDestination logDestinationPolicy logIndexPolicy logMetricFilter logResourcePolicy logStream logSubscriptionFilter queryDefinition",
  cognito: "identityPool identityPoolRoleAttachment userGroup userPoolClient userPoolDomain resourceServer",
  costexplorer: "anomalyMonitor anomalySubscription costAllocationTag costCategory",
  dynamodb: "resourcePolicy tableItem tag",
  ebs: "defaultKmsKey encryptionByDefault snapshotBlockPublicAccess",
  ec2: "allowedImagesSettings amiLaunchPermission customerGateway defaultNetworkAcl defaultRouteTable defaultSecurityGroup defaultSubnet defaultVpc defaultVpcDhcpOptions egressOnlyInternetGateway eipAssociation imageBlockPublicAccess instanceMetadataDefaults internetGateway internetGatewayAttachment keyPair launchConfiguration launchTemplate mainRouteTableAssociation managedPrefixList managedPrefixListEntry networkAcl networkAclAssociation networkAclRule networkInterface networkInterfaceAttachment networkInterfaceSecurityGroupAttachment peeringConnectionOptions placementGroup route routeTable routeTableAssociation securityGroup securityGroupAssociation securityGroupRule serialConsoleAccess subnet subnetCidrReservation tag volumeAttachment vpcBlockPublicAccessExclusion vpcBlockPublicAccessOptions vpcDhcpOptions vpcDhcpOptionsAssociation vpcEndpointPolicy vpcEndpointRouteTableAssociation vpcEndpointSubnetAssociation vpcIpv4CidrBlockAssociation vpcIpv6CidrBlockAssociation vpcPeeringConnection vpcPeeringConnectionAccepter vpnGateway vpnGatewayAttachment",
  ecr: "accountSetting lifecyclePolicy pullThroughCacheRule registryPolicy registryScanningConfiguration replicationConfiguration repositoryCreationTemplate repositoryPolicy",
  efs: "accessPoint backupPolicy fileSystemPolicy mountTarget",
  eks: "accessEntry accessPolicyAssociation addon identityProviderConfig podIdentityAssociation",
  elasticache: "parameterGroup subnetGroup user userGroup userGroupAssociation",
  emrcontainers: "jobTemplate",
  fsx: "dataRepositoryAssociation openZfsVolume ontapVolume ontapStorageVirtualMachine",
  glue: "catalogDatabase catalogTable classifier connection dataCatalogEncryptionSettings partition registry resourcePolicy schema securityConfiguration trigger userDefinedFunction workflow",
  guardduty:
    "filter iPSet threatIntelSet publishingDestination organizationAdminAccount organizationConfiguration",
  inspector2: "delegatedAdminAccount filter memberAssociation organizationConfiguration",
  kinesis: "resourcePolicy",
  kms: "alias ciphertext grant keyPolicy",
  lakeformation:
    "dataCellsFilter dataLakeSettings lfTag optIn permissions resource resourceLfTag resourceLfTags",
  lambda:
    "alias codeSigningConfig eventSourceMapping functionEventInvokeConfig functionUrl layerVersion layerVersionPermission permission runtimeManagementConfig",
  lb: "listener listenerCertificate listenerRule targetGroup targetGroupAttachment trustStore trustStoreRevocation",
  macie2: "classificationExportConfiguration",
  msk: "clusterPolicy configuration scramSecretAssociation singleScramSecretAssociation topic",
  mskconnect: "customPlugin workerConfiguration",
  networkfirewall: "firewallPolicy loggingConfiguration resourcePolicy ruleGroup",
  opensearch:
    "domainPolicy domainSamlOptions serverlessAccessPolicy serverlessLifecyclePolicy serverlessSecurityConfig serverlessSecurityPolicy package packageAssociation",
  rds: "certificate clusterEndpoint clusterParameterGroup clusterRoleAssociation eventSubscription globalCluster optionGroup parameterGroup proxyDefaultTargetGroup proxyTarget roleAssociation subnetGroup",
  redshift:
    "authenticationProfile clusterIamRoles eventSubscription logging parameterGroup resourcePolicy scheduledAction snapshotCopyGrant snapshotSchedule snapshotScheduleAssociation subnetGroup usageLimit",
  redshiftserverless: "customDomainAssociation namespace resourcePolicy usageLimit",
  route53:
    "delegationSet hostedZoneDnsSec keySigningKey queryLog record recordsExclusive resolverConfig resolverDnsSecConfig resolverFirewallConfig resolverFirewallRule resolverFirewallRuleGroup resolverFirewallRuleGroupAssociation resolverQueryLogConfig resolverQueryLogConfigAssociation resolverRule resolverRuleAssociation vpcAssociationAuthorization zoneAssociation",
  s3: "accessPoint accountPublicAccessBlock bucketAcl bucketCorsConfiguration bucketLifecycleConfiguration bucketLogging bucketNotification bucketObject bucketObjectv2 bucketObjectLockConfiguration bucketOwnershipControls bucketPolicy bucketPublicAccessBlock bucketReplicationConfig bucketRequestPaymentConfiguration bucketServerSideEncryptionConfiguration bucketVersioning bucketWebsiteConfiguration bucketIntelligentTieringConfiguration bucketLifecycleConfigurationV2 bucketServerSideEncryptionConfigurationV2 bucketVersioningV2",
  sagemaker: "appImageConfig codeRepository image imageVersion model modelPackageGroup",
  secretsmanager: "secretPolicy secretRotation secretVersion tag",
  securityhub:
    "actionTarget automationRule findingAggregator insight productSubscription standardsControl standardsControlAssociation standardsSubscription organizationAdminAccount organizationConfiguration",
  sns: "topicPolicy topicSubscription dataProtectionPolicy",
  sqs: "queuePolicy redriveAllowPolicy redrivePolicy",
  ssm: "activation association defaultPatchBaseline document maintenanceWindow maintenanceWindowTarget maintenanceWindowTask parameter patchBaseline patchGroup serviceSetting",
  vpc: "endpointPrivateDns securityGroupEgressRule securityGroupIngressRule securityGroupVpcAssociation",
  wafv2: "ipSet regexPatternSet webAclAssociation webAclLoggingConfiguration",
};

/** Modules and packages whose types cost nothing, all of them; components, whose children are priced, among them. */
const freePrefixes: readonly string[] = [
  "aip:",
  "aws:appautoscaling/",
  "aws:iam/",
  "aws:identitystore/",
  "aws:oam/",
  "aws:organizations/",
  "aws:ram/",
  "aws:resourcegroups/",
  "aws:servicequotas/",
  "aws:ssoadmin/",
  "awsx:",
  "command:",
  "eks:",
  "kubernetes:",
  "pulumi:",
  "random:",
  "time:",
  "tls:",
  "vault:",
];

const tokens = new Set(
  Object.entries(freeTypes).flatMap(([module, names]) =>
    names.split(" ").map((name) => `aws:${module}/${name}:${name[0]?.toUpperCase()}${name.slice(1)}`),
  ),
);

/** The tokens that are free one by one. */
export const freeTokens: ReadonlySet<string> = tokens;

/** Whether a resource of the type costs nothing by itself. Kubernetes objects run on nodes, which are priced. */
export const isFree = (type: string): boolean =>
  tokens.has(type) || freePrefixes.some((prefix) => type.startsWith(prefix));
