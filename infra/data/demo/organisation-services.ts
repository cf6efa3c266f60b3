import { id } from '../ids.ts';
import { pointId } from './organisation-places.ts';

interface Offer {
  readonly point?: string;
  readonly home?: string;
  readonly nameZh: string;
  readonly goal: string;
  readonly from?: string;
  readonly to?: string;
}

/** What points and homes publish (亮项目, S-77); one that is over, and one that is to come. */
const OFFERS: readonly Offer[] = [
  { point: 'city-centre', nameZh: '法律咨询', goal: 'RIGHTS' },
  { point: 'city-centre', nameZh: '职业介绍', goal: 'SERVICES' },
  { point: 'city-centre', nameZh: '职工大讲堂', goal: 'DEVELOPMENT' },
  { point: 'district-110105', nameZh: '劳动争议调解', goal: 'RIGHTS' },
  { point: 'district-110105', nameZh: '困难职工帮扶受理', goal: 'SERVICES' },
  { point: 'station-panjiayuan', nameZh: '京卡办理', goal: 'SERVICES' },
  { point: 'station-panjiayuan', nameZh: '入会受理', goal: 'SERVICES' },
  { point: 'station-panjiayuan', nameZh: '律师值班', goal: 'RIGHTS' },
  { point: 'station-donghuamen', nameZh: '京卡办理', goal: 'SERVICES' },
  { point: 'station-donghuamen', nameZh: '夏日送清凉', goal: 'SERVICES', from: '2013-07-01', to: '2013-08-31' },
  { point: 'community-songyuli', nameZh: '冬季送温暖登记', goal: 'SERVICES', from: '2013-12-01', to: '2014-02-28' },
  { home: 'baic-shunyi', nameZh: '心理减压', goal: 'SERVICES' },
  { home: 'baic-shunyi', nameZh: '职工书屋', goal: 'DEVELOPMENT' },
  { home: 'taxi', nameZh: '的士司机体检', goal: 'SERVICES' },
];

export const serviceItemRows = OFFERS.map(({ point, home, nameZh, goal, from, to }) => ({
  id: id('service-item', `${point ?? home}-${nameZh}`),
  service_point_id: point ? pointId(point) : null,
  workers_home_id: home ? id('workers-home', home) : null,
  name_zh: nameZh,
  goal,
  valid_from: from ?? '2013-01-04',
  valid_to: to ?? null,
  flow_chart_ref: from ? null : `wall/${point ?? home}`,
}));
