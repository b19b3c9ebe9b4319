/** A slice of a GPU that Multi-Instance GPU can make. */
export interface MigProfile {
  /** As `nvidia-smi` and the device plugin name it; the Kubernetes resource is `nvidia.com/mig-<name>`. */
  readonly name: string;
  /** How many of them fit on one GPU. */
  readonly perGpu: number;
}

const profiles = (text: string): readonly MigProfile[] =>
  text.split(" ").map((entry) => {
    const [name = "", count] = entry.split("x");
    return { name, perGpu: Number(count) };
  });

/**
 * By GPU model, and by memory where a model has several. Source of A100, H100, H200, B200, RTX PRO 6000: NVIDIA
 * Multi-Instance GPU user guide, "Supported MIG profiles"; of B300 and RTX PRO 6000: pull request 403 of
 * aws/sagemaker-hyperpod-cli. Read 2026-11-21. The RTX PRO 4500 has MIG too (two slices); their names are not known
 * here. Profiles with media extensions are left out.
 */
const byModel: Readonly<Record<string, readonly MigProfile[]>> = {
  "A100 40": profiles("1g.5gbx7 1g.10gbx4 2g.10gbx3 3g.20gbx2 4g.20gbx1 7g.40gbx1"),
  "A100 80": profiles("1g.10gbx7 1g.20gbx4 2g.20gbx3 3g.40gbx2 4g.40gbx1 7g.80gbx1"),
  "H100 80": profiles("1g.10gbx7 1g.20gbx4 2g.20gbx3 3g.40gbx2 4g.40gbx1 7g.80gbx1"),
  "H200 141": profiles("1g.18gbx7 1g.35gbx4 2g.35gbx3 3g.71gbx2 4g.71gbx1 7g.141gbx1"),
  "B200 179": profiles("1g.23gbx7 1g.45gbx4 2g.45gbx3 3g.90gbx2 4g.90gbx1 7g.180gbx1"),
  "B300 269": profiles("1g.34gbx7 1g.67gbx4 2g.67gbx3 3g.135gbx2 4g.135gbx1 7g.269gbx1"),
  "RTX PRO 6000 96": profiles("1g.24gbx4 2g.48gbx2 4g.96gbx1"),
};

/** The slices one GPU of the model and memory (GiB) can be cut into; empty where there are none or they are not known. */
export const migProfiles = (model: string, memoryGiB: number): readonly MigProfile[] =>
  byModel[`${model} ${Math.round(memoryGiB)}`] ?? [];
