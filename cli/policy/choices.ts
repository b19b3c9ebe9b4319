/** What `aip policy check --format` may be. */
export const formats = ["table", "json", "junit", "sarif"] as const;

export type Format = (typeof formats)[number];

/** What resources may be for, as an environment file says it. */
export const profiles = ["development", "staging", "production"] as const;

export type Profile = (typeof profiles)[number];
