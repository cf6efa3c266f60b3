import type { RefusalCode } from '@union-graph/subgraph';

interface RowFault {
  readonly code: RefusalCode;
  readonly field: string | null;
  readonly message: string;
  readonly messageZh: string;
}

/** Why a row of an import is refused, by the word that is stored with it. None repeats what the row says. */
export const ROW_FAULTS = {
  CSV: {
    code: 'BAD_USER_INPUT',
    field: null,
    message: 'The row is no CSV: a quote is out of place. Put cells with quotes into quotes, and double the quotes inside.',
    messageZh: '该行不符合CSV格式：引号位置有误。',
  },
  SURPLUS: {
    code: 'BAD_USER_INPUT',
    field: null,
    message: 'The row has more cells than the heading has columns.',
    messageZh: '该行的栏数多于表头。',
  },
  UNREADABLE: {
    code: 'BAD_USER_INPUT',
    field: null,
    message:
      'A cell cannot be read: its characters were lost or misread. Save the file as UTF-8, or send its bytes in "fileBase64", where GBK is recognised.',
    messageZh: '某一栏为乱码，无法识别。请将文件另存为UTF-8格式，或以原始字节（fileBase64）上传，系统可识别GBK编码。',
  },
  SHORT: {
    code: 'BAD_USER_INPUT',
    field: null,
    message: 'The row ends before the columns that every row fills: name, identity_number and employment_kind.',
    messageZh: '该行栏数不足，缺少姓名、身份证号、就业类型中的必填栏。',
  },
  NAME_MISSING: {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message: 'The row has no name.',
    messageZh: '姓名未填写。',
  },
  NAME: {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message:
      'The name is not one. A name has 1 to 60 letters or Chinese characters; between them, and not before or behind them, may stand blanks, hyphens, apostrophes, full stops and the dot of foreign names. Digits and other signs are in no name.',
    messageZh: '姓名有误：应为1至60个汉字或字母，其间（不在首尾）可有空格、连字符、撇号、句点和间隔号“·”，不得有数字或其他符号。',
  },
  NAME_UNSEEN: {
    code: 'BAD_USER_INPUT',
    field: 'name',
    message:
      'The name has characters that cannot be seen or printed, such as zero-width characters, marks that turn the direction of writing, control characters or those of a private font. Type it anew.',
    messageZh: '姓名含有不可见或无法显示的字符（如零宽字符、书写方向符、控制字符、自造字），请重新输入。',
  },
  CELL: {
    code: 'BAD_USER_INPUT',
    field: null,
    message: 'A cell has more than 300 characters, or some that cannot be printed or seen.',
    messageZh: '某一栏超过300个字符，或含有不可见字符。',
  },
  IDENTITY: {
    code: 'BAD_USER_INPUT',
    field: 'identity_number',
    message: 'The identity number is not one: 18 characters with a right check digit are needed.',
    messageZh: '身份证号有误：应为18位且校验码正确。',
  },
  BIRTHDAY: {
    code: 'BAD_USER_INPUT',
    field: 'identity_number',
    message: 'The day of birth in the identity number does not exist, lies before 1900 or in the future.',
    messageZh: '身份证号中的出生日期不存在、早于1900年或在今天之后。',
  },
  TOO_YOUNG: {
    code: 'VALIDATION_FAILED',
    field: 'identity_number',
    message:
      'By the identity number this person is not sixteen years old yet, the age from which one may work (Labour Law, art. 15).',
    messageZh: '按身份证号此人未满十六周岁（劳动法第十五条）。',
  },
  TWICE: {
    code: 'DUPLICATE',
    field: 'identity_number',
    message: 'The same identity number stands in an earlier row.',
    messageZh: '与前面某一行的身份证号重复。',
  },
  PHONE: {
    code: 'BAD_USER_INPUT',
    field: 'phone',
    message: 'The telephone number is not one: 7 to 15 digits are needed.',
    messageZh: '手机号有误：应为7至15位数字。',
  },
  EMPLOYMENT: {
    code: 'BAD_USER_INPUT',
    field: 'employment_kind',
    message: 'The kind of employment is unknown. Write a value of EmploymentKind, such as CASUAL, or one of its Chinese names.',
    messageZh: '就业类型不在可选值之内，可填：单位就业、劳务派遣、小微企业、个体、零散就业、的士司机、家政、失业、退休。',
  },
  NO_EMPLOYER: {
    code: 'BAD_USER_INPUT',
    field: 'employer_org_code',
    message: 'Who is self-employed, unemployed or retired has no employer. Correct one of the two cells.',
    messageZh: '个体、失业、退休人员不应填写用人单位，请核对就业类型或单位代码。',
  },
  MIGRANT: {
    code: 'BAD_USER_INPUT',
    field: 'migrant',
    message: 'Whether somebody is a migrant worker is said by yes or no.',
    messageZh: '外来务工一栏请填“是”或“否”。',
  },
  JOINED_ON: {
    code: 'BAD_USER_INPUT',
    field: 'joined_on',
    message:
      'The day of joining is a day from 1925-05-01, when the federation was founded, until today, written 2013-10-19 or 2013/10/19.',
    messageZh: '入会日期应写作2013-10-19、2013/10/19或2013年10月19日，不早于1925-05-01（全国总工会成立日），且不晚于今天。',
  },
  JOINED_TOO_YOUNG: {
    code: 'VALIDATION_FAILED',
    field: 'joined_on',
    message: 'The day of joining lies before the sixteenth birthday by the identity number.',
    messageZh: '入会日期早于身份证号所示的十六周岁生日。',
  },
  NO_EVIDENCE: {
    code: 'CONSENT_REQUIRED',
    field: 'evidence_ref',
    message: 'There is no place given where the written consent is kept.',
    messageZh: '未注明本人书面同意的存放处。',
  },
  DISTRICT: {
    code: 'BAD_USER_INPUT',
    field: 'district_code',
    message: 'The city has no district with this code, or none is given and the union lies in none.',
    messageZh: '区县代码有误，或工会不属于任何区县而此栏留空。',
  },
  EMPLOYER: {
    code: 'BAD_USER_INPUT',
    field: 'employer_org_code',
    message: 'No employer is registered under this code. Register it first, or leave it out.',
    messageZh: '该单位代码尚未登记，请先登记或留空。',
  },
  MEMBER_ALREADY: {
    code: 'MEMBERSHIP_EXISTS',
    field: 'identity_number',
    message: 'This person is a member of a union already. They can ask for a transfer there.',
    messageZh: '此人已是工会会员，可办理会籍转移。',
  },
  OTHER_NAME: {
    code: 'VALIDATION_FAILED',
    field: 'name',
    message: 'A record with this identity number has another name. Clear that up at the station first.',
    messageZh: '该身份证号已有档案，但姓名不一致，请先到服务站核实。',
  },
  DECEASED: {
    code: 'VALIDATION_FAILED',
    field: 'identity_number',
    message: 'The record says that this person has died.',
    messageZh: '档案显示此人已去世。',
  },
  UNION_CLOSED: {
    code: 'VALIDATION_FAILED',
    field: null,
    message: 'The union takes no members now.',
    messageZh: '该工会目前不接收会员。',
  },
} as const satisfies Readonly<Record<string, RowFault>>;

export type RowFaultName = keyof typeof ROW_FAULTS;

/** The fault behind a stored word. */
export const faultOf = (name: string): RowFault => ROW_FAULTS[name as RowFaultName];
