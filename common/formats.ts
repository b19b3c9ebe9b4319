import type { Path, Problems } from "./problems.ts";

/** The form of a text, and what it is called in an error, as the rest of a sentence after "allowed:". */
export interface Format {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/** An IPv4 block, as far as its form goes; `parseBlock` also asks for host bits of zero. */
export const blockFormat: Format = {
  pattern: /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)\/(3[0-2]|[12]?\d)$/,
  allowed: "an IPv4 block such as 10.0.0.0/16, with host bits of zero",
};

/** CPU of a container: cores or thousandths of one, above 0. */
export const cpuFormat: Format = {
  pattern: /^(?=.*[1-9])\d+(\.\d+)?m?$/,
  allowed: 'a CPU quantity above 0 such as "500m" or "2"',
};

/** Memory of a container or size of a volume: 1Mi at least. */
export const memoryFormat: Format = {
  pattern: /^[1-9]\d*(\.\d+)?(Mi|Gi|Ti)$/,
  allowed: 'a memory quantity of at least 1Mi such as "512Mi" or "4Gi"',
};

/** Name of a team; its namespace is `team-<name>`. */
export const teamFormat: Format = {
  pattern: /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
  allowed: "at most 30 lower-case letters, digits and dashes, starting with a letter",
};

/** Name of an image in a team's own part of the registry. */
export const imageNameFormat: Format = {
  pattern: /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/,
  allowed: "at most 32 lower-case letters, digits and dashes, starting with a letter",
};

/** A domain as Route 53 Resolver takes it: a name, `*`, or `*.` and a name. */
export const domainFormat: Format = {
  pattern:
    /^(\*|(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?)$/i,
  allowed: 'a domain, or "*." and a domain',
};

/** Id of a domain list that AWS keeps. */
export const domainListFormat: Format = {
  pattern: /^rslvr-fdl-[0-9a-f]+$/,
  allowed: "a list id (rslvr-fdl-…)",
};

/** Adds a problem where a text has not the form it should have. */
export function checkFormat(path: string | Path, text: string, format: Format, problems: Problems): void {
  if (!format.pattern.test(text)) problems.add(path, text, format.allowed);
}
