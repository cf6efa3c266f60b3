import type { IncomingMessage } from 'node:http';
import { errorReply, type Reply, type Route } from '../http/server.ts';
import { attachment } from './attachment.ts';
import { type FolderStore, UnexpectedContent } from './folderStore.ts';
import { isObjectKey } from './objectStore.ts';
import { readPermit } from './signedUrls.ts';

/** The path below which the files of a folder store are uploaded and downloaded. */
export const OBJECTS = '/objects/';

/**
 * Takes and gives the files of a folder store. No passport is asked for: a signed URL permits one method on one object for some minutes, and
 * nothing else. A file is never shown by the browser at this address: it is saved, and no script in it runs.
 */
export const objectRoutes = (store: FolderStore): Readonly<Record<string, Route>> => ({
  [`PUT ${OBJECTS}*`]: permitted(store, (request, key, terms) => take(store, request, key, terms)),
  [`GET ${OBJECTS}*`]: permitted(store, (_, key, terms) => give(store, key, terms)),
});

type Terms = Readonly<Record<string, string>>;

function permitted(store: FolderStore, route: (request: IncomingMessage, key: string, terms: Terms) => Promise<Reply>): Route {
  return async (request, url) => {
    const key = url.pathname.slice(OBJECTS.length);
    if (!isObjectKey(key)) return errorReply(404, 'NOT_FOUND', 'There is nothing here.');
    // The clock of the machine, as that of any other store: a test clock does not open an URL again.
    const terms = readPermit(store.secrets, request.method ?? '', key, url.searchParams, new Date());
    if (typeof terms === 'string') return refused(request, 403, 'FORBIDDEN', terms);
    return route(request, key, terms);
  };
}

async function take(store: FolderStore, request: IncomingMessage, key: string, terms: Terms): Promise<Reply> {
  const { bytes = '', sha256 = '', type } = terms;
  const { 'content-length': length, 'content-type': given } = request.headers;
  if (given !== type) return refused(request, 400, 'BAD_USER_INPUT', `This URL takes a file of the type "${type}".`);
  if (length !== bytes)
    return refused(request, 400, 'BAD_USER_INPUT', `This URL takes a file of ${bytes} bytes; tell its length.`);
  try {
    await store.write({ key, bytes: Number(bytes), sha256 }, request);
  } catch (error) {
    if (error instanceof UnexpectedContent) return errorReply(400, 'VALIDATION_FAILED', error.message);
    if (request.destroyed && !request.complete) return errorReply(400, 'BAD_USER_INPUT', 'The upload broke off.');
    throw error;
  }
  return { status: 200, body: '{}' };
}

async function give(store: FolderStore, key: string, { type = '', name = '' }: Terms): Promise<Reply> {
  const [content, size] = [await store.read(key), await store.size(key)];
  if (!content || size === null) return errorReply(404, 'NOT_FOUND', 'There is nothing here.');
  const headers = {
    'content-length': String(size),
    'content-disposition': attachment(name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  return { status: 200, type, headers, body: content };
}

/** The body is read on and thrown away, so that the sender, or the gateway before it, hears why it is refused. */
async function refused(request: IncomingMessage, status: number, code: string, message: string): Promise<Reply> {
  for await (const _ of request);
  return errorReply(status, code, message);
}
