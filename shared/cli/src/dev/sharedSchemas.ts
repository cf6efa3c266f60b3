import { readJsonBody } from '../readBody.ts';
import { type Text, text } from '../text.ts';
import { reasonOf } from '../token.ts';

/** The schemas of the shared graph's subgraphs. */
export interface SharedSchemas {
  readonly generation: string;
  readonly subgraphs: readonly { readonly name: string; readonly sdl: string }[];
}

/** What asking the shared graph for its schemas gave. */
export type SchemasAnswer =
  | { readonly kind: 'changed'; readonly schemas: SharedSchemas }
  | { readonly kind: 'same' }
  /** The gateway does not answer, or cannot now. */
  | { readonly kind: 'away'; readonly reason: Text }
  /** The passport is refused: it has expired or was revoked. */
  | { readonly kind: 'refused'; readonly reason: Text };

const TIMEOUT_MS = 15_000;

/** Asks for the schemas, unless they are those of a generation that is known. Never rejects. */
export async function askSchemas(gateway: string, token: string, known: string | null): Promise<SchemasAnswer> {
  try {
    const response = await fetch(`${gateway}/development/schemas`, {
      headers: { authorization: `Developer ${token}`, ...(known !== null && { 'if-none-match': `"${known}"` }) },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 304) return { kind: 'same' };
    const answer = (await readJsonBody(response)) as
      | (SharedSchemas & { readonly errors?: readonly { readonly message: string }[] })
      | null;
    if (response.status === 200 && answer && Array.isArray(answer.subgraphs)) return { kind: 'changed', schemas: answer };
    const message = answer?.errors?.[0]?.message ?? `status ${response.status}`;
    if (response.status === 401 || response.status === 403) return { kind: 'refused', reason: refusedBecause(gateway, message) };
    return { kind: 'away', reason: awayBecause(gateway, message) };
  } catch (error) {
    return { kind: 'away', reason: awayBecause(gateway, reasonOf(error)) };
  }
}

const refusedBecause = (gateway: string, message: string): Text =>
  text(`The shared graph ${gateway} refuses the passport: ${message}`, `共享图 ${gateway} 拒绝了开发者通行证：${message}`);

const awayBecause = (gateway: string, message: string): Text =>
  text(`The shared graph does not answer at ${gateway}: ${message}.`, `共享图 ${gateway} 没有响应：${message}。`);
