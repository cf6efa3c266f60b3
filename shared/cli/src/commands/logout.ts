import type { Command, Outcome } from '../command.ts';
import { forgetCredentials } from '../credentialStore.ts';
import { EXIT } from '../exitCodes.ts';
import { gatewayOf } from '../settings.ts';
import { text } from '../text.ts';

export const logout: Command = {
  name: 'logout',
  about: text('forget the credentials for the gateway on this machine', '删除本机保存的凭证'),
  options: {},
  run: async (call): Promise<Outcome> => {
    const gateway = gatewayOf(call);
    const wasSignedIn = forgetCredentials(call.surroundings.env, gateway);
    return {
      exitCode: EXIT.done,
      result: { gateway, wasSignedIn },
      lines: [
        wasSignedIn
          ? text(`Signed out of ${gateway}.`, `已退出 ${gateway}。`)
          : text(`You were not signed in to ${gateway}.`, `此前并未登录 ${gateway}。`),
      ],
    };
  },
};
