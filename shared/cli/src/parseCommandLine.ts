import { parseArgs } from 'node:util';
import type { Command, Option } from './command.ts';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { text } from './text.ts';

/** The options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  gateway: { type: 'string', value: 'URL', about: text('the gateway of the graph', '图的网关地址') },
  json: { type: 'boolean', about: text('print JSON for programs', '输出 JSON，供程序读取') },
  lang: { type: 'string', value: 'en|zh', values: ['en', 'zh'], about: text('the language of what is printed', '输出语言') },
  help: { type: 'boolean', about: text('what the command does and takes', '显示用法') },
};

export interface ParsedCommandLine {
  readonly command: Command;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Finds the command of a command line, and reads its options. Throws {@link Failure} for what it does not understand. */
export function parseCommandLine(args: readonly string[], commands: readonly Command[]): ParsedCommandLine {
  const [name = '', ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (!command) throw unknownCommand(name, commands);
  const { values, positionals } = readOptions(command, rest);
  const most = command.argument ? 1 : 0;
  if (positionals.length > most) throw superfluous(command, positionals[most] as string);
  return { command, options: values as ParsedCommandLine['options'], positionals };
}

function readOptions(command: Command, rest: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...COMMON_OPTIONS, ...command.options }).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args: [...rest], allowPositionals: true, options });
  } catch (error) {
    throw wrongOption(error as Error & { readonly code?: string }, command, Object.keys(options));
  }
}

function unknownCommand(name: string, commands: readonly Command[]): Failure {
  const near = nearest(
    name,
    commands.map((one) => one.name),
  );
  const [en, zh] = near ? [` Did you mean "union-graph ${near}"?`, `您是否想用“union-graph ${near}”？`] : ['', ''];
  return new Failure(
    EXIT.usage,
    'UNKNOWN_COMMAND',
    text(
      `There is no command "${name}".${en} "union-graph --help" lists all.`,
      `没有“${name}”这个命令。${zh}“union-graph --help”列出全部命令。`,
    ),
  );
}

function superfluous({ name }: Command, argument: string): Failure {
  return new Failure(
    EXIT.usage,
    'WRONG_ARGUMENT',
    text(
      `"union-graph ${name}" does not know what to do with "${argument}". See "union-graph ${name} --help".`,
      `“union-graph ${name}”不接受参数“${argument}”。用法见“union-graph ${name} --help”。`,
    ),
  );
}

function wrongOption(error: Error & { readonly code?: string }, { name }: Command, known: readonly string[]): Failure {
  const help = `union-graph ${name} --help`;
  const [, option] = /'-{1,2}([\w-]+)/.exec(error.message) ?? [];
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined) {
    const near = nearest(option, known);
    const [en, zh] = near ? [` Did you mean "--${near}"?`, `您是否想用“--${near}”？`] : ['', ''];
    return new Failure(
      EXIT.usage,
      'UNKNOWN_OPTION',
      text(`There is no option "--${option}".${en} See "${help}".`, `没有“--${option}”这个选项。${zh}用法见“${help}”。`),
    );
  }
  const en = option === undefined ? error.message : `The option "--${option}" has no value, or one that it does not take.`;
  const zh = option === undefined ? error.message : `选项“--${option}”缺少值，或不接受该值。`;
  return new Failure(EXIT.usage, 'WRONG_OPTION', text(`${en} See "${help}".`, `${zh}用法见“${help}”。`));
}

/** The known name that differs least from a given one, by three letters at most; null when none is near. */
export function nearest(given: string, names: readonly string[]): string | null {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.min(3, best.name.length - 1) ? best.name : null;
}

/** The Levenshtein distance of two short texts. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
