/** A container image's name in its parts, with what Docker fills in. */
export interface ImageName {
  /** `docker.io/library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function parseImage(image: string): ImageName {
  const [name = "", digest] = image.split("@");
  const slash = name.lastIndexOf("/");
  const colon = name.indexOf(":", slash + 1);
  const path = colon === -1 ? name : name.slice(0, colon);
  const tag = colon === -1 ? undefined : name.slice(colon + 1);
  const [host = "", ...rest] = path.split("/");
  const hosted = rest.length > 0 && (host.includes(".") || host.includes(":") || host === "localhost");
  const repository = hosted ? path : `docker.io/${rest.length === 0 ? "library/" : ""}${path}`;
  return { repository, tag, digest };
}
