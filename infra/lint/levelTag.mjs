const LEVELS = ['pub', 'par', 'int', 'per', 'per-sensitive'];

/** Every field of an object type or interface carries exactly one level: how far it may travel (shared/schema, levels.ts). */
export const levelTag = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      none: `"{{field}}" has no level: add one of ${LEVELS.map((level) => `@tag(name: "${level}")`).join(', ')}.`,
      many: '"{{field}}" has {{count}} levels ({{levels}}): keep the strictest.',
    },
  },
  create: (context) => ({
    ':matches(ObjectTypeDefinition, ObjectTypeExtension, InterfaceTypeDefinition, InterfaceTypeExtension) > FieldDefinition': (
      node,
    ) => {
      // A field that another subgraph owns has its level there.
      if (node.directives?.some(({ name }) => name.value === 'external')) return;
      const levels = (node.directives ?? []).filter(({ name }) => name.value === 'tag').flatMap(levelsOf);
      if (levels.length === 1) return;
      const data = {
        field: `${node.parent.name.value}.${node.name.value}`,
        count: String(levels.length),
        levels: levels.join(', '),
      };
      context.report({ node: node.name, messageId: levels.length === 0 ? 'none' : 'many', data });
    },
  }),
};

const levelsOf = (tag) => tag.arguments.map(({ value }) => value.value).filter((name) => LEVELS.includes(name));
