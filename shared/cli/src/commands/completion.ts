import type { Command } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { COMMON_OPTIONS } from '../parseCommandLine.ts';
import { same, text } from '../text.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The command that prints a completion script. It knows the other commands, and itself. */
export function makeCompletion(others: readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    about: text('print a completion script for a shell', '输出命令行补全脚本'),
    argument: 'SHELL',
    argumentValues: SHELLS,
    options: {},
    run: async ({ positionals: [shell] }) => {
      const all = [...others, completion];
      const script = shell === 'bash' ? bash(all) : shell === 'zsh' ? zsh(all) : shell === 'fish' ? fish(all) : null;
      if (script !== null) return { exitCode: EXIT.done, result: script, lines: [same(script.trimEnd())] };
      throw new Failure(
        EXIT.usage,
        'WRONG_ARGUMENT',
        text(
          'Name a shell: bash, zsh or fish. For bash: eval "$(union-graph completion bash)"',
          '请指定 shell：bash、zsh 或 fish。bash 用法：eval "$(union-graph completion bash)"',
        ),
      );
    },
  };
  return completion;
}

const optionsOf = ({ options }: Command): string[] => Object.keys({ ...options, ...COMMON_OPTIONS }).map((name) => `--${name}`);

/** What may follow an option that takes a few values; files for others that take one. */
const valuesOf = ({ options }: Command): (readonly [string, readonly string[]])[] =>
  Object.entries({ ...options, ...COMMON_OPTIONS }).flatMap(([name, { values }]) =>
    values ? [[`--${name}`, values] as const] : [],
  );

function bash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const values = valuesOf(command).map(([option, list]) => `        ${option}) words="${list.join(' ')}" ;;`);
    const usual = [...(command.argumentValues ?? []), ...optionsOf(command)].join(' ');
    return [`    ${command.name})`, '      case "$before" in', ...values, `        *) words="${usual}" ;;`, '      esac ;;'].join(
      '\n',
    );
  });
  return `_union_graph() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _union_graph union-graph
`;
}

/** zsh runs the script of bash. */
const zsh = (commands: readonly Command[]): string => `autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`;

function fish(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const quoted = (value: string): string => `'${value.replaceAll("'", "\\'")}'`;
  return `${commands
    .flatMap((command) => [
      `complete -c union-graph -n "not __fish_seen_subcommand_from ${names}" -f -a ${command.name} -d ${quoted(command.about.en)}`,
      ...Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(([name, { type, values, about }]) => {
        const value = type === 'string' ? ` -r${values ? ` -f -a ${quoted(values.join(' '))}` : ''}` : '';
        return `complete -c union-graph -n "__fish_seen_subcommand_from ${command.name}" -l ${name}${value} -d ${quoted(about.en)}`;
      }),
    ])
    .join('\n')}
`;
}
