import type { Example } from './example.ts';
import { parseExample } from './example.ts';

/** The journeys, rows of the catalogue and what the graph tells of itself, as far as they have examples, in the order of the list. */
export const JOURNEYS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'J-01': { zh: '农民工入会、办卡', en: 'A migrant worker joins and gets the card' },
  'J-02': { zh: '我的工会一页看', en: 'My union on one page' },
  'J-03': { zh: '开放月免费打羽毛球', en: 'Free badminton in the open month' },
  'J-04': { zh: '欠薪：调解、律师、追回', en: 'Unpaid wages: mediation, lawyer, recovery' },
  'J-05': { zh: '12351来电成为案件', en: 'A call to 12351 becomes a case' },
  'J-07': { zh: '技师证书与补贴', en: 'Technician certificate and subsidy' },
  'J-08': { zh: '农民工上大学', en: 'A migrant worker goes to college' },
  'J-09': { zh: '大赛冠军成为高级技师', en: 'A champion becomes a senior technician' },
  'J-10': { zh: '区服务中心总览', en: "A district centre's overview" },
  'J-11': { zh: '规划指标总览', en: 'The indicators of the plan' },
  'J-12': { zh: '公益组织看自己的项目', en: 'An NGO reads its own project' },
  'J-14': { zh: '区域性工资集体协商', en: 'Area wage bargaining by a joint union' },
  'J-15': { zh: '职工之家申请演出', en: "A Worker's Home asks for a show" },
  'J-16': { zh: '火灾后的互助保障理赔', en: 'A claim on the mutual aid after a fire' },
  'J-17': { zh: '查阅与删除本人信息', en: "A copy and erasure of one's data" },
  'J-18': { zh: '工厂欠薪群体事件', en: 'An incident at a factory' },
  'S-09': { zh: '劳动争议分布', en: 'Where disputes come from' },
  'S-18': { zh: '机关干部联系点', en: "Cadres' contact points" },
  'S-20': { zh: '大部门制与社会工作部', en: 'Departments, and the one that was added' },
  'S-27': { zh: '联合工会八项职能', en: 'The functions of a joint union' },
  'S-30': { zh: '专职干事与经费', en: "Joint unions' officers and money" },
  'S-36': { zh: '出纳的一天', en: "A day of the fund's cashier" },
  'S-37': { zh: '职业介绍', en: 'Help to find work' },
  'S-45': { zh: '六方联动的转办', en: 'What the six parties send each other' },
  'S-46': { zh: '案件的证据', en: 'Evidence of a case' },
  'S-59': { zh: '家政服务岗前合格证', en: 'Job-ready certificates of domestic workers' },
  'S-60': { zh: '职工创新工作室', en: 'An innovation studio is named' },
  'S-65': { zh: '千米健步走廊', en: 'The walkway that is open to all' },
  'S-66': { zh: '公益场馆的投入与规则', en: 'What a venue gets, and the rules that it sets' },
  'S-67': { zh: '五进五送', en: 'Five in, five out' },
  'S-68': { zh: '场地候补', en: 'Waiting for a court' },
  'S-70': { zh: '赛事门票', en: 'Tickets for a match' },
  'S-71': { zh: '健身团队固定场次', en: 'Times of the week for a fitness group' },
  'S-73': { zh: '劳动创造幸福：劳模寄语', en: 'Messages of model workers' },
  'S-74': { zh: '公共屏幕联播', en: 'A film on public screens' },
  'S-76': { zh: '职工舆情周报', en: 'What workers spoke of in a week' },
  'S-77': { zh: '服务项目发布', en: 'Published services' },
  'G-01': { zh: '谁看过我的信息', en: 'Who read my data' },
  'G-02': { zh: '子图与客户端应用', en: 'Subgraphs and client applications' },
};

const queries = import.meta.glob<string>('../../operations/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob<string>('../../operations/*.variables.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All examples by journey and step. */
export const EXAMPLES: readonly Example[] = Object.entries(queries)
  .map(([path, query]) => {
    const base = path.replace(/\.graphql$/, '');
    return parseExample(base.slice(base.lastIndexOf('/') + 1), query, variables[`${base}.variables.json`]);
  })
  .sort((a, b) => a.journey.localeCompare(b.journey) || a.step - b.step);
