import { draw, pick } from './draw.ts';

// All names are put together from lists by a fixed draw: nobody who is called so is meant.

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红鑫波斌宇浩凯健俊帆雪梅兰春燕琴云凤洁莉荣国志海建文新立成林东学永宏庆忠德福宝才贵山福祥',
];
const PLACES = [...'安和永福康乐祥瑞景清泰宁兴东西南北中文翠柳松竹梅兰荷菊桃杏枫月星朝晨光明华锦秀玉金'];
const ENDINGS = ['里', '园', '村', '桥', '坊', '苑', '营', '庄', '家园', '新城', '东里', '西里'];
const TRADES = [
  '小食店',
  '五金店',
  '水果店',
  '理发店',
  '服装店',
  '快印店',
  '修车行',
  '鲜花店',
  '文具店',
  '便利店',
  '快餐店',
  '茶庄',
  '药店',
  '洗衣店',
  '装饰工程队',
  '物流服务部',
  '家政服务部',
  '科技工作室',
  '图书店',
  '照相馆',
];
const INDUSTRIES = [
  '机械',
  '电子',
  '建材',
  '食品',
  '纺织',
  '印刷',
  '医药',
  '物流',
  '软件',
  '汽车配件',
  '化工',
  '商贸',
  '设计',
  '物业',
  '仪器',
];

/** A person's name; at ten million people some thirty share one. */
export function personName(at: number): string {
  const given = pick(GIVEN, 2, at);
  return pick(SURNAMES, 1, at) + (draw(3, at, 5) === 0 ? given : given + pick(GIVEN, 4, at));
}

const PLACE_COUNT = PLACES.length ** 2 * ENDINGS.length;
/** Odd and free of the factors of the count, so that steps of it meet every place once. */
const STEP = 7_919;

/** The name of a neighbourhood; no two of the first twenty thousand are the same. */
export function placeName(at: number): string {
  const place = (at * STEP) % PLACE_COUNT;
  const [first, second] = [place % PLACES.length, Math.floor(place / PLACES.length) % PLACES.length];
  return `${PLACES[first]}${PLACES[second]}${ENDINGS[Math.floor(place / PLACES.length ** 2)]}`;
}

export const shopName = (place: string, at: number): string => `${place}${pick(TRADES, 5, at)}`;
export const companyName = (at: number): string => `北京${placeName(at + 7).slice(0, 2)}${pick(INDUSTRIES, 6, at)}有限公司`;
