import { Refusal } from '../refusal.ts';
import { openFolderStore } from './folderStore.ts';
import type { ObjectStore } from './objectStore.ts';
import { openS3Store } from './s3Store.ts';
import type { ObjectSettings } from './settings.ts';

/** The store that the settings name. `ownUrl` is the address at which this process serves the files of a folder. */
export function openStore(settings: ObjectSettings | null | undefined, ownUrl: () => string): ObjectStore {
  if (!settings) return NO_STORE;
  if (settings.kind === 's3') return openS3Store(settings);
  return openFolderStore({ ...settings, publicUrl: () => settings.publicUrl ?? ownUrl() });
}

const refuse = async (): Promise<never> => {
  throw new Refusal('DEPENDENCY_UNAVAILABLE', 'No store for files is set up here. Tell whoever runs this service.');
};

/** A service that was given no store says so to whoever wants to keep a file, and works otherwise. */
const NO_STORE: ObjectStore = { signUpload: refuse, signDownload: refuse, read: refuse, remove: async () => undefined };
