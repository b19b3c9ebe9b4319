/** What an image of ours may not be, beyond what hadolint finds: one line a problem. */
export function dockerfileProblems(dockerfile: string): string[] {
  const lines = dockerfile
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const of = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));
  const user = of("USER").at(-1) ?? "root";
  return [
    ...of("FROM")
      .filter((from) => !/^[a-z0-9.-]+\.[a-z]+\/[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}( AS \w+)?$/.test(from))
      .map((from) => `FROM ${from} needs a registry, a tag and a digest`),
    ...of("FROM")
      .filter((from) => /:latest\b/.test(from))
      .map((from) => `FROM ${from} floats`),
    ...(/^[1-9]\d*:[1-9]\d*$/.test(user)
      ? []
      : [`USER ${user} needs a user and a group by number, not root`]),
    ...of("RUN")
      .filter((run) => /\bpip3? install\b/.test(run))
      .flatMap((run) =>
        ["--no-cache-dir", "--require-hashes", "--only-binary :all:"]
          .filter((flag) => !run.includes(flag))
          .map((flag) => `RUN pip install needs ${flag}`),
      ),
    ...of("RUN")
      .filter((run) => /\b(curl|wget)\b/.test(run))
      .map(() => "RUN fetches something that no lock knows"),
    ...of("ADD").map((add) => `ADD ${add}: use COPY`),
  ];
}

/** The packages of a requirements file by name: their version, and how many hashes they have. */
export function requirements(
  text: string,
): Map<string, { readonly version: string; readonly hashes: number }[]> {
  const found = new Map<string, { version: string; hashes: number }[]>();
  const joined = text.replaceAll("\\\n", " ");
  for (const line of joined.split("\n")) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const match = /^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==([^\s;]+)/.exec(line);
    if (!match?.[1] || !match[2]) throw new Error(`not pinned: ${line.trim()}`);
    const name = match[1].toLowerCase().replaceAll(/[._-]+/g, "-");
    const hashes = line.match(/--hash=sha256:[0-9a-f]{64}/g)?.length ?? 0;
    found.set(name, [...(found.get(name) ?? []), { version: match[2], hashes }]);
  }
  return found;
}
