/** What the error of a mutation says about its change, after why its answer is lost. A mutation is never sent twice by the gateway. */
export const mutationOutcome = {
  maybe: 'The change may have been made. Repeat the mutation with the same idempotency key: it is not made twice.',
  not: 'The change was not made. Repeat the mutation later.',
  yes: 'The change was made. Repeat the mutation with the same idempotency key to get this part of its answer.',
} as const;
