/**
 * The account whose registry in a region holds the images that EKS gives out there. Regions that AWS opened later have one
 * of their own. (https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html, read 2026-11-24.)
 */
const accounts: Readonly<Record<string, string>> = {
  "af-south-1": "877085696533",
  "ap-east-1": "800184023465",
  "ap-south-2": "900889452093",
  "ap-southeast-3": "296578399912",
  "ap-southeast-4": "491585149902",
  "ap-southeast-5": "151610086707",
  "ap-southeast-6": "333609536671",
  "ap-southeast-7": "121268973566",
  "ca-west-1": "761377655185",
  "cn-north-1": "918309763551",
  "cn-northwest-1": "961992271922",
  "eu-central-2": "900612956339",
  "eu-south-1": "590381155156",
  "eu-south-2": "455263428931",
  "il-central-1": "066635153087",
  "me-central-1": "759879836304",
  "me-south-1": "558608220178",
  "us-gov-east-1": "151742754352",
  "us-gov-west-1": "013241004608",
};
const elsewhere = "602401143452";

/** The registry of EKS in a region, which nodes reach through the ECR endpoints of their VPC. */
export const eksRegistry = (region: string): string =>
  `${accounts[region] ?? elsewhere}.dkr.ecr.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
