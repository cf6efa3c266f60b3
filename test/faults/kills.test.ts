import { personId } from '@union-graph/infra/demo';
import { SERVICES } from '@union-graph/infra/services';
import { ask, key } from '../house/client.ts';
import { eventually, isReady, kill } from '../house/house.ts';
import { insist } from './insist.ts';

const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }';
const CERTIFICATE = 'mutation ($input: RecordCertificateInput!) { recordCertificate(input: $input) { certificate { id } } }';
const ROWS = '{ me { consents { id evidenceRef } certificates { id certNo } } }';

/** One client that keeps making changes, each sent again with its key until it is acknowledged. */
function worker(login: string, number: number) {
  const memberId = personId(login);
  const acknowledged = new Map<string, string>();
  let running = true;
  const run = async () => {
    for (let n = 0; running; n++) {
      const mark = `${number}${String(n).padStart(6, '0')}`;
      const consent = {
        idempotencyKey: key(),
        memberId,
        purpose: 'STATISTICS',
        scope: [`kill-${mark}`],
        evidenceRef: `kill-${mark}`,
      };
      const { giveConsent } = await insist(() => ask(login, CONSENT, { input: consent }));
      acknowledged.set(`kill-${mark}`, giveConsent.consent.id);
      const certificate = {
        idempotencyKey: key(),
        memberId,
        kind: 'POST_PERMIT',
        occupationCode: '6-05-02-01',
        certNo: `9901${mark}`,
        issuedBy: '北京市人力资源和社会保障局',
        issuedAt: '2013-10-12',
      };
      const { recordCertificate } = await insist(() => ask(login, CERTIFICATE, { input: certificate }));
      acknowledged.set(`9901${mark}`, recordCertificate.certificate.id);
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
      for (const service of SERVICES) await eventually(() => isReady(service));
    }
    for (const { stop } of workers) await stop();

    for (const [at, login] of logins.entries()) {
      // On a busy machine a service that was just started may answer later than the gateway waits for it.
      const { me } = await insist(() => ask(login, ROWS));
      const rows = [
        ...me.consents.map(({ id, evidenceRef }: { id: string; evidenceRef: string }) => [evidenceRef, id]),
        ...me.certificates.map(({ id, certNo }: { id: string; certNo: string }) => [certNo, id]),
      ].filter(([mark]) => /^(kill-|9901)/.test(mark));
      const { acknowledged } = workers[at] as ReturnType<typeof worker>;
      expect(acknowledged.size).toBeGreaterThan(10);
      expect(rows.sort()).toEqual([...acknowledged].sort());
    }
  });
});
