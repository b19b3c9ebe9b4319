/** Loads the SDKs a plan needs, and nothing else. */
export async function bench(): Promise<void> {
  await import("@pulumi/pulumi");
  await import("@pulumi/aws");
  await import("@pulumi/eks");
  await import("@pulumi/kubernetes");
  await import("@pulumi/vault");
  await import("@pulumi/random");
}
