import { readFileSync } from 'node:fs';
import type { Command, Outcome, Surroundings } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { helpOf, overview } from './help.ts';
import { parseCommandLine } from './parseCommandLine.ts';
import { type Language, languageOf, same, type Text, text } from './text.ts';

/** Runs one command line. Returns the exit code; what people or programs read is written to the streams. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const isJson = args.includes('--json');
  const language = languageOf(langOption(args), surroundings.env);
  try {
    const outcome = await run(args, surroundings, language);
    if (isJson) surroundings.stdout.write(`${JSON.stringify({ exitCode: outcome.exitCode, result: outcome.result }, null, 2)}\n`);
    else {
      print(surroundings.stderr, outcome.remarks ?? [], language);
      print(surroundings.stdout, outcome.lines, language);
    }
    return outcome.exitCode;
  } catch (error) {
    const failure = error instanceof Failure ? error : unexpected(error);
    const { exitCode, code, text: sentence } = failure;
    if (isJson)
      surroundings.stdout.write(`${JSON.stringify({ exitCode, error: { code, message: sentence[language] } }, null, 2)}\n`);
    else print(surroundings.stderr, [sentence], language);
    return exitCode;
  }
}

/** The language is needed before the options are read: for what is wrong with them. */
function langOption(args: readonly string[]): string | undefined {
  const joined = args.find((one) => one.startsWith('--lang='));
  const at = args.indexOf('--lang');
  return joined ? joined.slice('--lang='.length) : at < 0 ? undefined : args[at + 1];
}

async function run(args: readonly string[], surroundings: Surroundings, language: Language): Promise<Outcome> {
  const [first] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h')
    return shown(overview(COMMANDS), first === undefined ? EXIT.usage : EXIT.done);
  if (first === '--version') return shown([same(version())], EXIT.done);
  const { command, options, positionals } = parseCommandLine(args, COMMANDS);
  if (options.help) return shown(helpOf(command), EXIT.done);
  refuseUnknownValues(command, options);
  return command.run({ options, positionals, surroundings, language });
}

const shown = (lines: readonly Text[], exitCode: ExitCode): Outcome => ({
  exitCode,
  result: lines.map(({ en }) => en).join('\n'),
  lines,
});

function refuseUnknownValues(command: Command, options: Readonly<Record<string, string | boolean | undefined>>): void {
  for (const [name, { values }] of Object.entries(command.options)) {
    const given = options[name];
    if (!values || given === undefined || values.includes(String(given))) continue;
    const known = values.join(', ');
    throw new Failure(
      EXIT.usage,
      'WRONG_OPTION',
      text(`"--${name}" takes one of ${known}; got "${given}".`, `“--${name}”只接受 ${known}，收到“${given}”。`),
    );
  }
}

function print(stream: { write(chunk: string): unknown }, lines: readonly Text[], language: Language): void {
  if (lines.length > 0) stream.write(`${lines.map((line) => line[language]).join('\n')}\n`);
}

function unexpected(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure(
    EXIT.unavailable,
    'UNEXPECTED',
    text(`Something unforeseen happened: ${message}`, `发生了意料之外的情况：${message}`),
  );
}

/** The version of this package, whose manifest lies above its sources as above what they are compiled to. */
function version(): string {
  for (const up of ['../package.json', '../../package.json']) {
    const manifest = readManifest(new URL(up, import.meta.url));
    if (manifest?.name === '@union-graph/cli') return String(manifest.version);
  }
  return 'unknown';
}

function readManifest(file: URL): { readonly name?: string; readonly version?: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
