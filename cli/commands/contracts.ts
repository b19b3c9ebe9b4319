import { committedLock, compareLocks, currentLock, writeLock } from "@aip/contracts/lock.ts";
import { readArguments } from "../arguments.ts";
import { type Command, exit, UsageError } from "../command.ts";

export const contracts: Command = {
  usage: ["contracts check", "contracts lock [--breaking]"],
  details: [
    "check   says what differs from contracts/contracts.lock.json; exit code 1 if anything does",
    "lock    writes the file; refuses to drop or retype a key unless --breaking is given",
  ].join("\n"),
  async run(args) {
    const given = readArguments(args, { breaking: { type: "boolean" } });
    switch (given.positionals.join(" ")) {
      case "check": {
        const { added, breaking } = compareLocks(committedLock(), currentLock());
        for (const key of added)
          process.stdout.write(`not in the lock yet: ${key}; run aip contracts lock\n`);
        for (const line of breaking) process.stdout.write(`breaking: ${line}\n`);
        return added.length + breaking.length > 0 ? exit.failed : exit.clean;
      }
      case "lock": {
        const { added, breaking } = write(given.flag("breaking"));
        process.stdout.write(`${added.length} keys added, ${breaking.length} broken\n`);
        return exit.clean;
      }
      default:
        throw new UsageError(`expected "check" or "lock", found "${given.positionals.join(" ")}"`);
    }
  },
};

function write(allowBreaking: boolean) {
  try {
    return writeLock(allowBreaking);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
