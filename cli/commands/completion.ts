import { choiceArgument } from "../arguments.ts";
import { completionScript, shells } from "../completion/shells.ts";
import { defineCommand } from "./define.ts";

export const completion = defineCommand("completion", {
  summary: "Print what makes a shell complete commands, options and environments",
  details: [
    '`aip` itself has to be on PATH, such as by `export PATH="$PWD/node_modules/.bin:$PATH"`: shells cannot see through npx.',
  ],
  examples: {
    "completion bash": 'in ~/.bashrc: eval "$(aip completion bash)"',
    "completion zsh": 'in ~/.zshrc, after compinit: eval "$(aip completion zsh)"',
    "completion fish": "in config.fish: aip completion fish | source",
  },
})
  .addArgument(choiceArgument("<shell>", "the shell", shells))
  .action((shell) => {
    process.stdout.write(completionScript(shell));
  });
