import { mayBeSecret, SHORTEST_SECRET } from '@union-graph/identity';
import { isProduction } from '../settings.ts';

export interface FolderObjects {
  readonly kind: 'folder';
  readonly dir: string;
  readonly secrets: readonly string[];
  /** Where clients reach it: the gateway's `/objects/<service>`. The service's own address where it is null. */
  readonly publicUrl: string | null;
}

export interface S3Objects {
  readonly kind: 's3';
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type ObjectSettings = FolderObjects | S3Objects;

/**
 * Where files are kept: `OBJECT_STORE_DIR` names a folder, `S3_BUCKET` a bucket of an S3-compatible server. Null where neither is set; faults
 * go to `faults`, and name no secret.
 */
export function readObjects(env: NodeJS.ProcessEnv, faults: string[]): ObjectSettings | null {
  if (env.OBJECT_STORE_DIR && env.S3_BUCKET)
    faults.push('OBJECT_STORE_DIR and S3_BUCKET are both set: files are kept in a folder or in a bucket.');
  if (env.S3_BUCKET) return readS3(env, env.S3_BUCKET, faults);
  return env.OBJECT_STORE_DIR ? readFolder(env, env.OBJECT_STORE_DIR, faults) : null;
}

function readFolder(env: NodeJS.ProcessEnv, dir: string, faults: string[]): FolderObjects {
  const secrets = (env.OBJECT_STORE_SECRETS ?? '').split(',').map((secret) => secret.trim());
  if (!secrets.every(mayBeSecret))
    faults.push(
      `OBJECT_STORE_SECRETS needs one random secret or more of at least ${SHORTEST_SECRET} characters, separated by commas, the same for all replicas: "openssl rand -hex 32" makes one.`,
    );
  const publicUrl = env.OBJECT_STORE_URL?.replace(/\/+$/, '') || null;
  if (publicUrl) checkUrl(env, 'OBJECT_STORE_URL', publicUrl, faults);
  else if (isProduction(env))
    faults.push(
      'OBJECT_STORE_URL is missing: clients could not reach the files. It is the gateway’s address and "/objects/<service>".',
    );
  return { kind: 'folder', dir, secrets, publicUrl };
}

function readS3(env: NodeJS.ProcessEnv, bucket: string, faults: string[]): S3Objects {
  const endpoint = (env.S3_ENDPOINT ?? '').replace(/\/+$/, '');
  if (endpoint) checkUrl(env, 'S3_ENDPOINT', endpoint, faults);
  for (const name of ['S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
    if (!env[name]) faults.push(`${name} is missing: S3_BUCKET needs it.`);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) faults.push(`S3_BUCKET is not the name of a bucket: "${bucket}".`);
  return {
    kind: 's3',
    endpoint,
    bucket,
    region: env.S3_REGION ?? '',
    accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
  };
}

/** Who reads the traffic reads signed URLs, and with them the files. */
function checkUrl(env: NodeJS.ProcessEnv, name: string, value: string, faults: string[]): void {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) faults.push(`${name} is not an http URL: "${value}".`);
  else if (isProduction(env) && !isPrivate(new URL(value)))
    faults.push(`${name} must be an https URL in production: signed URLs and files would be read on the way.`);
}

const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
