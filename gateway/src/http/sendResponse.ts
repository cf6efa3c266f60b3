import type { HTTPGraphQLHead } from '@apollo/server';
import type { FastifyReply } from 'fastify';
import { Body } from '../execution/projection/output.ts';

/** Sends a response. The buffer of a printed body is given back when it is sent. */
export function sendResponse(reply: FastifyReply, { status = 200, headers }: HTTPGraphQLHead, body: string | Body): FastifyReply {
  for (const [name, value] of headers) reply.header(name, value);
  if (!(body instanceof Body)) return reply.code(status).send(body);
  if (body.isLent)
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) body.giveBack();
    });
  return reply.code(status).send(body.sent);
}
