import { completeWord } from "./complete.ts";

/** The shells that can be made to complete. */
export const shells = ["bash", "zsh", "fish"] as const;

// Each asks aip itself, so that what is offered is what the commands are.
const scripts: Readonly<Record<(typeof shells)[number], string>> = {
  // Where nothing is offered, bash offers files.
  bash: `_aip() {
  local candidate rest
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate rest; do
    [[ $candidate == :files ]] || COMPREPLY+=("$candidate")
  done < <("\${COMP_WORDS[0]}" ${completeWord} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _aip aip
`,
  zsh: `_aip() {
  local line files
  local -a candidates
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      line=\${line//:/\\\\:}
      candidates+=("\${line/$'\\t'/:}")
    fi
  done < <("\${words[1]}" ${completeWord} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#candidates} )) && _describe aip candidates
  [[ -n $files ]] && _files
}
compdef _aip aip
`,
  fish: `function __aip_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in ($words[1] ${completeWord} $words[2..-1] "$current" 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c aip -f -a '(__aip_complete)'
`,
};

/** The script that a shell reads to complete `aip`. */
export const completionScript = (shell: (typeof shells)[number]): string => scripts[shell];
