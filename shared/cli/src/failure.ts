import type { ExitCode } from './exitCodes.ts';
import type { Text } from './text.ts';

/** Why a command does not go on, with a sentence that says what to do. */
export class Failure extends Error {
  override name = 'Failure';
  readonly exitCode: ExitCode;
  readonly text: Text;
  /** For programs: a code of the graph, or one of the command's own in capitals. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, sentence: Text) {
    super(sentence.en);
    this.exitCode = exitCode;
    this.code = code;
    this.text = sentence;
  }
}
