import { describeExport, type ExportEntry, GATEWAY, type WitnessLine, witnessText } from '../../audit/verify-access-log.mjs';
import { CHAINS, faultsOf, newKey, SealedHouse, signAs, signText, verify } from '../../test/sealedHouse.ts';

describe('what lies outside of the databases', () => {
  /** A house that was set back as a whole: all audits and the access log, to a moment before. */
  const setBack = () => {
    const house = new SealedHouse();
    for (const name of CHAINS) house.seal(name);
    house.checkpoint();
    house.writeWitness();
    const before = house.copy();
    for (const name of CHAINS) house.seal(name, CHAINS);
    house.checkpoint();
    house.writeWitness();
    return { house, before };
  };

  test('shows a house that was set back as a whole, which its databases alone do not', async () => {
    const { house, before } = setBack();
    expect(await faultsOf(before.everything())).toEqual({});
    const all = { log: 'TRUNCATED', mediation: 'TRUNCATED', organisation: 'TRUNCATED', venues: 'TRUNCATED' };
    expect(await faultsOf([...house.witness, ...before.everything().filter(({ kind }) => kind !== 'witness')])).toEqual(all);
    expect(await faultsOf(before.everything(), [house.witness])).toEqual(all);
    expect(await faultsOf(before.everything(), [house.everything()])).toEqual(all);
    expect(await faultsOf(house.everything(), [before.everything()])).toEqual({});
  });

  test('says nothing of what came after an export, or of a part of the log', async () => {
    const { house, before } = setBack();
    const late = {
      at: '2026-12-01T03:00:00.000000Z',
      seq: 2,
      hash: house.records[1]?.hash as string,
      heads: house.heads(CHAINS),
    };
    const line: WitnessLine = { kind: 'witness', ...late, ...signAs(GATEWAY, witnessText(late)) };
    expect(await faultsOf(before.everything(), [[line]])).toEqual({});
    const [header, ...rest] = before.log();
    const part = [...house.witness, { ...(header as object), to: '2026-12-01' } as ExportEntry, ...rest];
    expect(await faultsOf(part)).toEqual({});
  });

  test('is told to be at fault where it is not signed', async () => {
    const { house } = setBack();
    const [first, ...others] = house.witness.map((line) => ({ ...line, ...signText(witnessText(line), newKey(GATEWAY)) }));
    const result = await verify([first as ExportEntry, ...others, ...house.everything().slice(2)]);
    expect([result.isWhole, describeExport(result)]).toEqual([
      false,
      expect.stringContaining('is not signed with a key that is trusted'),
    ]);
  });
});
