import type { ParseArgsConfig } from 'node:util';
import type { ExitCode } from './exitCodes.ts';
import type { Language, Text } from './text.ts';

/** What a command has of the process that runs it. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: () => string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: { write(chunk: string): unknown };
  readonly stderr: { write(chunk: string): unknown };
  /** Aborted to end a command that runs until it is ended; the signals of the process do when left out. */
  readonly stopped?: AbortSignal;
}

type OptionType = NonNullable<ParseArgsConfig['options']>[string]['type'];

/** One option of a command. */
export interface Option {
  readonly type: OptionType;
  /** What its value is, as the help writes it: `FILE`; none for a flag. */
  readonly value?: string;
  /** The values that it takes, where it takes a few only; completion offers them. */
  readonly values?: readonly string[];
  readonly about: Text;
}

/** What a command is called with. */
export interface Call {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly surroundings: Surroundings;
  readonly language: Language;
}

/** How a command ended. `result` is what `--json` prints, and `lines` what people read. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly result: unknown;
  readonly lines: readonly Text[];
  /** What people read beside the lines, on standard error: so that the lines can be written into a file. */
  readonly remarks?: readonly Text[];
}

export interface Command {
  readonly name: string;
  readonly about: Text;
  /** What follows the name, as the help writes it: `URL`. */
  readonly argument?: string;
  /** The values of the argument, where there are a few only. */
  readonly argumentValues?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly run: (call: Call) => Promise<Outcome>;
}

/** The value of a text option; undefined where it was not given. */
export function optionText({ options }: Pick<Call, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
