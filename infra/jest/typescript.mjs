// Node loads our TypeScript: each file is compiled as it is read, which takes less time than looking up a kept result.
import { register } from 'node:module';

register('./compile.mjs', import.meta.url);
