// Jest runs tests in a realm of its own, where Node's structuredClone returns objects of the outer realm: libraries that
// ask `instanceof Object` then refuse their own configuration. This one clones plain data inside the realm.
const isPlain = (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

globalThis.structuredClone = function clone(value) {
  if (Array.isArray(value)) return value.map(clone);
  if (value instanceof Set) return new Set([...value].map(clone));
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [key, clone(held)]));
  if (value instanceof Date) return new Date(value);
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, clone(held)]));
  return value;
};

// In ES modules jest gives its object by import.meta only, while its types promise a global.
globalThis.jest = import.meta.jest;
