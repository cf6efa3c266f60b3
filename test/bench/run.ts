// npm run bench -- <name>: runs the program of that name beside this file.
const [, , name = 'gateway'] = process.argv;
await import(`./${name}.ts`);
