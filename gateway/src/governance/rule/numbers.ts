import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of data sharing go by; their values are dated rows (domain rules 4.2, 4.3 no. 10, C-21). */
export const numbers = defineNumbers({
  DELETION_DAYS: {
    unit: 'DAYS',
    title: 'How long after its last day of reading a partner has to confirm that it deleted what it read',
    titleZh: '合作组织确认删除数据的期限',
    source: '4.3 no. 10 [D]',
    first: 30,
    bounds: [1, 366],
  },
  OPEN_REQUESTS: {
    unit: 'COUNT',
    title: 'How many requests for agreements a partner may have open at a time',
    titleZh: '合作组织同时待处理的协议申请数上限',
    source: '2.7',
    first: 10,
    bounds: [1, 1_000],
  },
  CREDENTIAL_DAYS: {
    unit: 'DAYS',
    title: 'How long a program may hold the right to publish a subgraph before it needs a new one',
    titleZh: '子图发布凭证的最长有效期',
    source: '2.7 [D]',
    first: 400,
    bounds: [1, 3_660],
  },
  USE_DAYS: {
    unit: 'DAYS',
    title: 'How many days of the access log and of requests a check of a schema looks at for who reads what it takes away',
    titleZh: '结构变更检查所统计的访问日志天数',
    source: '2.7 [D]',
    first: 30,
    bounds: [1, 366],
  },
  OPERATIONS_PER_CLIENT: {
    unit: 'COUNT',
    title: 'How many operations a client application may have published at a time',
    titleZh: '每个客户端应用同时发布的操作数上限',
    source: '2.7 [D]',
    first: 2_000,
    bounds: [1, 100_000],
  },
  VERIFICATIONS_PER_MINUTE: {
    unit: 'COUNT',
    title: 'How many verifications of the access log one person may begin in a minute',
    titleZh: '每人每分钟可发起的访问日志核验次数上限',
    source: '2.7',
    first: 10,
    bounds: [1, 600],
  },
  PERSONS_PER_DAY: {
    unit: 'COUNT',
    title: 'Of how many persons a partner that reads personal data may read in one civil day at most',
    titleZh: '可读取个人信息的合作组织每日可读取人数上限',
    source: '4.2 [D]',
    first: 200,
    bounds: [1, 100_000],
  },
});
