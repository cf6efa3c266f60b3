/** Every mutation asks for the scope `write` in the SDL, so that the gateway refuses a reading token before any call. */
export const writeScope = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { none: 'Mutation "{{field}}" may be called with a token for reading: add @requiresScopes(scopes: [["write"]]).' },
  },
  create: (context) => ({
    ':matches(ObjectTypeDefinition, ObjectTypeExtension)[name.value=Mutation] > FieldDefinition': (node) => {
      const scopes = (node.directives ?? []).filter(({ name }) => name.value === 'requiresScopes');
      if (scopes.some(asksToWrite)) return;
      context.report({ node: node.name, messageId: 'none', data: { field: node.name.value } });
    },
  }),
};

/** Each alternative must hold `write`. */
const asksToWrite = (directive) =>
  directive.arguments.some(
    ({ value }) =>
      value.values?.length > 0 && value.values.every(({ values }) => values.some((scope) => scope.value === 'write')),
  );
