import { foldedName, nameCore, nameHash } from '../src/index.ts';

test.each([
  ['建外快印有限公司'],
  ['建外快印有限责任公司'],
  ['建外快印股份有限公司'],
  ['建外快印公司'],
  ['建外快印'],
  ['建外快印有限公司。'],
  ['北京建外快印有限公司'],
  ['北京市朝阳区建外快印有限公司'],
  ['建外快印有限公司（朝阳）'],
  ['建外快印(北京)有限公司'],
  ['建外 快印 集团 有限公司'],
  ['建外快印有限公司朝阳分公司'],
  ['「建外快印」有限公司'],
  ['北京建外快印有限責任公司'],
  ['建外快印（朝陽）'],
  ['　北京 建外快印　有限责任公司 '],
  ['建外快印责任有限公司'],
  ['中国北京建外快印有限公司'],
  ['（北京）建外快印有限公司'],
  ['建外快印有限公司(朝阳分公司)'],
  ['建外快印有限公司（原北京建外打印社）'],
  ['建外快印有限公司（曾用名：建外打印社）'],
  ['建外快印有限公司(筹)'],
  ['建外快印（个体工商户）'],
])('MED-INV-3: %s has the core of the firm', (name) => {
  expect(nameCore(name)).toBe('建外快印');
});

test.each([
  ['another firm', '建外印刷有限公司', '建外印刷'],
  ['a branch with a name of its own', '建外快印(一分店)有限公司', '建外快印一分店'],
  ['a region inside a name', '老北京炸酱面有限公司', '老北京炸酱面'],
  ['a name that is all region and form', '北京公司', '北京公司'],
  ['a name of one character beside them', '北京力有限公司', '北京力有限公司'],
  ['brackets that are part of a name', '（原创）文化有限公司', '原创文化'],
  ['letters', 'Kuaiyin Co., Ltd.', 'kuaiyin'],
])('%s keeps its own', (_, name, core) => {
  expect(nameCore(name)).toBe(core);
});

test.each([
  ['王建軍', '王建军'],
  ['劉 發財', '刘发财'],
  ['華盛達商貿有限公司', '华盛达商贸有限公司'],
  // Characters that stay as they are in some phrases of traditional text.
  ['乾縣機械廠', '乾县机械厂'],
])('MED-INV-3: %s in traditional characters is %s', (traditional, plain) => {
  expect(foldedName(traditional)).toBe(foldedName(plain));
});

test('persons whose simplified names differ stay two', () => {
  expect(foldedName('王建軍')).not.toBe(foldedName('王健军'));
});

test.each(['O’Brien Ltd', 'O‘Brien Ltd', "O'BRIEN Ltd"])('MED-INV-3: %s is one name, whichever apostrophe is typed', (typed) => {
  expect(nameHash(typed)).toBe(nameHash("O'Brien Ltd"));
  expect(nameHash('Jean‐Luc')).toBe(nameHash('Jean-Luc'));
});
