const keys = new Set(["repository", "registry", "imageRegistry", "containerRegistry", "image"]);

/**
 * The paths by which the values of a chart say where an image comes from: its registry where that has a key of its own, else
 * its repository.
 */
export function imageValues(values: object, path: readonly string[] = []): string[] {
  const beside = (key: string): boolean => key in values;
  return Object.entries(values).flatMap(([key, value]) => {
    const here = [...path, key];
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return imageValues(value, here);
    if (!keys.has(key) || typeof value !== "string" || value === "") return [];
    if (key === "repository" && beside("registry")) return [[...path, "registry"].join(".")];
    // A registry beside a repository came with it; an image beside one is the last part of its name.
    if (beside("repository") && key !== "repository") return [];
    // ExternalDNS calls the place where it keeps its records a registry too.
    return /[./]/.test(value) ? [here.join(".")] : [];
  });
}
