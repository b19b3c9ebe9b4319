import { defineCommand } from "./define.ts";

const check = defineCommand("check", {
  summary: "Say what differs from contracts/contracts.lock.json; exit code 1 if anything does",
  examples: { "contracts check": "before a merge" },
}).action(async () => {
  const { checkContracts } = await import("../contracts/command.ts");
  process.exitCode = checkContracts();
});

const lock = defineCommand("lock", {
  summary: "Write contracts/contracts.lock.json",
  examples: {
    "contracts lock": "after a key was added",
    "contracts lock --breaking": "after a key was dropped, once nothing reads it any more",
  },
})
  .option("--breaking", "also drop or retype keys, which is refused otherwise")
  .action(async ({ breaking = false }) => {
    const { lockContracts } = await import("../contracts/command.ts");
    process.exitCode = lockContracts(breaking);
  });

export const contracts = defineCommand("contracts", {
  summary: "Check or write the lock of what the layers hand to each other",
  examples: { "contracts check": "say what differs", "contracts lock": "write it" },
})
  .addCommand(check)
  .addCommand(lock);
