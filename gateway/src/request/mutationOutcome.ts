/** Sentences in the errors of mutations: whether the change was made, and what the client can do. The gateway never sends a mutation twice. */
export const mutationOutcome = {
  maybe: 'The change may have been made. Repeat the mutation with the same idempotency key: it is not made twice.',
  not: 'The change was not made. Repeat the mutation later.',
  yes: 'The change was made. Repeat the mutation with the same idempotency key to get this part of its answer.',
} as const;
