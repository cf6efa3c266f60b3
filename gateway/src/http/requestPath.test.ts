import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The pictures in gateway/README.md name the files of a request's way in their order.
const GATEWAY = path.join(import.meta.dirname, '../..');
const readme = readFileSync(path.join(GATEWAY, 'README.md'), 'utf8');
const pictures = [...readme.matchAll(/^```\n(.*?)^```$/gms)]
  .map(([, picture = '']) => picture)
  .filter((text) => text.includes('.ts'));
const sources = readdirSync(path.join(GATEWAY, 'src'), { recursive: true, encoding: 'utf8' });

const filesIn = (picture: string): string[] => [...picture.matchAll(/[\w/]+\.ts\b/g)].map(([file]) => file);
const STEP = /^(\d) {1,4}(\w[\w ]*?) {2,}/gm;

test('the README has a picture of a request, one of an operation, and one of a call', () => expect(pictures).toHaveLength(3));

test.each(pictures.flatMap(filesIn))('%s in a picture of the README is one file', (file) => {
  expect(sources.filter((source) => source === file || source.endsWith(`/${file}`))).toHaveLength(1);
});

test('each step of a request is told under its number', () => {
  const steps = [...(pictures[0] ?? '').matchAll(STEP)].map(([, number, name]) => `${number}. ${name}`);
  const told = [...readme.matchAll(/^(\d)\. \*\*([\w ]+)\*\*/gm)].map(([, number, name]) => `${number}. ${name?.toLowerCase()}`);
  expect(steps).toHaveLength(9);
  expect(told).toEqual(steps);
});

test('the operation is answered in the order of the picture', () => {
  const picture = pictures[0] ?? '';
  const own = picture.slice(picture.indexOf('answerOperation.ts'), picture.indexOf('finishResponse.ts'));
  const names = [...own.matchAll(/(\w+)\.ts(?:: (\w+))?/g)].map(([, file, name]) => name ?? file);
  const source = readFileSync(path.join(import.meta.dirname, 'answerOperation.ts'), 'utf8');
  const body = source.slice(source.indexOf('async (generation, request, context)'));
  const calls = [...body.matchAll(/(\w+)(?:\?\.)?\(/g)].map(([, name]) => name);
  const steps = names.filter((name) => calls.includes(name));
  expect(steps).toHaveLength(9);
  expect(calls.filter((name) => steps.includes(name))).toEqual(steps);
});
