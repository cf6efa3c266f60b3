import { personId } from '@union-graph/infra/demo';
import { SERVICES } from '@union-graph/infra/services';
import { type Answer, ask, good, key } from '../house/client.ts';
import { eventually, isReady, kill } from '../house/house.ts';

const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }';
const CERTIFICATE = 'mutation ($input: RecordCertificateInput!) { recordCertificate(input: $input) { certificate { id } } }';
const ROWS = '{ me { consents { id evidenceRef } certificates { id certNo } } }';

/** One client that keeps making changes, each sent again with its key until it is acknowledged. */
function worker(login: string, number: number) {
  const memberId = personId(login);
  const acknowledged = new Map<string, string>();
  let running = true;
  const insist = async (send: () => Promise<Answer>, read: (answer: Answer) => string): Promise<string> => {
    for (;;) {
      const answer = await send().catch(() => null);
      if (answer && !answer.errors) return read(answer);
      const code = answer?.errors?.[0]?.extensions.code;
      if (answer && code !== 'DEPENDENCY_UNAVAILABLE' && code !== 'INTERNAL_SERVER_ERROR')
        throw new Error(`Refused: ${JSON.stringify(answer.errors)}`);
      await new Promise((resume) => setTimeout(resume, 100));
    }
  };
  const run = async () => {
    for (let n = 0; running; n++) {
      const mark = `${number}${String(n).padStart(6, '0')}`;
      const consent = { idempotencyKey: key(), memberId, purpose: 'STATISTICS', scope: ['card'], evidenceRef: `kill-${mark}` };
      acknowledged.set(
        `kill-${mark}`,
        await insist(
          () => ask(login, CONSENT, { input: consent }),
          ({ data }) => data.giveConsent.consent.id,
        ),
      );
      const certificate = {
        idempotencyKey: key(),
        memberId,
        kind: 'POST_PERMIT',
        occupationCode: '6-05-02-01',
        certNo: `9901${mark}`,
        issuedBy: '北京市人力资源和社会保障局',
        issuedAt: '2013-10-12',
      };
      acknowledged.set(
        `9901${mark}`,
        await insist(
          () => ask(login, CERTIFICATE, { input: certificate }),
          ({ data }) => data.recordCertificate.certificate.id,
        ),
      );
    }
  };
  const finished = run();
  return {
    acknowledged,
    stop: () => {
      running = false;
      return finished;
    },
  };
}

describe('each process is killed in turn while people work', () => {
  test('nothing acknowledged is lost, nothing is done twice, and everything recovers', async () => {
    const logins = ['liu-xiaojun', 'ma-qiang', 'zhou-xiaoli'];
    const workers = logins.map(worker);
    for (const name of [...SERVICES, 'postgres'] as const) {
      await kill(name);
      for (const service of SERVICES) await eventually(() => isReady(service), 30);
    }
    for (const { stop } of workers) await stop();

    for (const [at, login] of logins.entries()) {
      const { me } = good(await ask(login, ROWS));
      const rows = [
        ...me.consents.map(({ id, evidenceRef }: { id: string; evidenceRef: string }) => [evidenceRef, id]),
        ...me.certificates.map(({ id, certNo }: { id: string; certNo: string }) => [certNo, id]),
      ].filter(([mark]) => /^(kill-|9901)/.test(mark));
      const { acknowledged } = workers[at] as ReturnType<typeof worker>;
      expect(acknowledged.size).toBeGreaterThan(10);
      expect(rows.sort()).toEqual([...acknowledged].sort());
    }
  }, 240_000);
});
