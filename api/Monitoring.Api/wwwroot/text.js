// Every word of the page, zh-CN first. A missing English word shows the Chinese one.
const words = {
  title: ['成渝环境监测', 'Chengdu–Chongqing environmental monitoring'],
  skip: ['跳到内容', 'Skip to content'],
  stations: ['站点', 'Stations'],
  quarantine: ['隔离区', 'Quarantine'],
  quarantineHint: ['未被接收的报文及原因，最新的在前。修正后设备会重发。', 'Messages that were not taken, and why; newest first. After a fix the device sends again.'],
  logIn: ['登录', 'Log in'],
  logOut: ['退出', 'Log out'],
  loginHint: ['首次启动的账号为 admin，密码在数据目录的 initial-admin-password 文件中。', 'The first account is admin; its password is in the file initial-admin-password of the data folder.'],
  user: ['用户名', 'User'],
  password: ['密码', 'Password'],
  wrongLogin: ['用户名或密码不正确。', 'User or password is wrong.'],
  tooManyLogins: ['尝试次数过多，请一分钟后再试。', 'Too many tries; wait a minute.'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  search: ['搜索', 'Search'],
  searchHint: ['名称、编号或 MN', 'Name, id or MN'],
  province: ['省市', 'Province'],
  kind: ['类型', 'Kind'],
  all: ['全部', 'All'],
  CQ: ['重庆', 'Chongqing'],
  SC: ['四川', 'Sichuan'],
  other: ['其他', 'Other'],
  water: ['地表水', 'Surface water'],
  air: ['空气', 'Air'],
  hydrology: ['水文', 'Hydrology'],
  source: ['污染源', 'Discharge'],
  unknown: ['未知', 'Unknown'],
  summary: ['按结论筛选', 'Filter by verdict'],
  station: ['断面 / 站点', 'Section / station'],
  place: ['河流 · 省市', 'River · province'],
  verdict: ['类别 / AQI', 'Class / AQI'],
  target: ['目标', 'Target'],
  met: ['达标', 'Met'],
  notMet: ['超标', 'Not met'],
  noTarget: ['无目标', 'No target'],
  noVerdict: ['无结论', 'No verdict'],
  age: ['数据时间', 'Newest data'],
  note: ['说明', 'Note'],
  noMatch: ['没有符合条件的站点。', 'No station matches.'],
  neverDelivered: ['尚未收到数据', 'has not delivered yet'],
  since: ['自', 'since'],
  now: ['刚刚', 'just now'],
  minutesAgo: ['{n} 分钟前', '{n} min ago'],
  hoursAgo: ['{n} 小时前', '{n} h ago'],
  daysAgo: ['{n} 天前', '{n} d ago'],
  ahead: ['设备时钟超前', 'device clock is ahead'],
  parameter: ['参数', 'Parameter'],
  value: ['数值', 'Value'],
  unit: ['单位', 'Unit'],
  flag: ['标记', 'Flag'],
  sampledAt: ['采样时间', 'Sampled'],
  receivedAt: ['接收时间', 'Received'],
  limiting: ['定类项目', 'Deciding items'],
  primary: ['首要污染物', 'Primary pollutants'],
  missing: ['缺少项目', 'Missing items'],
  times: ['超标 {n} 倍', '{n} × over'],
  standard: ['依据', 'Standard'],
  certificate: ['判定凭证', 'Certificate'],
  certificateHint: ['全部输入、修约与条款；SHA-256 即编号', 'all inputs, rounding and clauses; its SHA-256 is its id'],
  noValues: ['还没有数值。', 'No values yet.'],
  live: ['实时', 'Live'],
  polling: ['每 30 秒刷新', 'Refreshes every 30 s'],
  offline: ['连接中断，正在重试', 'Connection lost, trying again'],
  needLogin: ['查看数据需要登录。', 'Reading needs a login.'],
  needTechnician: ['隔离区含设备密码，只有技术人员可以查看。', 'The quarantine holds device passwords; only technicians see it.'],
  emptyTitle: ['还没有站点', 'No station yet'],
  emptyText: ['用下面的命令发送第一帧（HJ 212）。未登记的设备会进入隔离区，在那里点“登记”后再发一次。', 'Send the first HJ 212 frame with this line. An unknown device lands in the quarantine: press “Register” there and send again.'],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],
  nothingQuarantined: ['隔离区是空的。', 'The quarantine is empty.'],
  time: ['时间', 'Time'],
  reason: ['原因', 'Reason'],
  door: ['入口', 'Door'],
  peer: ['来源', 'Peer'],
  detailText: ['详情', 'Detail'],
  bytes: ['原始字节', 'Bytes'],
  register: ['登记', 'Register'],
  registered: ['已登记', 'Registered'],
  more: ['更多', 'More'],
  // Why there is no verdict, or an item takes no part (NoVerdictReason).
  'r:stopped': ['停站', 'stopped'],
  'r:maintenance': ['维护或校准', 'maintenance or calibration'],
  'r:dry': ['断流', 'dry'],
  'r:too-few-data': ['有效数据不足', 'too few valid data'],
  'r:missing': ['无数据', 'no data'],
  'r:not-a-number': ['不是数值', 'not a number'],
  'r:negative': ['负值', 'negative'],
  'r:impossible': ['不可能的数值', 'impossible value'],
  'r:flagged': ['数据标记无效', 'flagged'],
  'r:ambiguous': ['同一时刻两个数值', 'two values at one time'],
  'r:unit-mismatch': ['单位不符', 'wrong unit'],
  'r:unknown-item': ['标准无此项目', 'unknown item'],
  'r:beyond-table': ['超出分指数表', 'beyond the table'],
  'r:edition-gap': ['当时无适用标准', 'no edition in force'],
  'r:item-missing': ['缺少必测项目', 'an item is missing'],
  // Why a message lies in the quarantine (QuarantineReason).
  'q:noise': ['帧外字节', 'noise'],
  'q:no-header': ['没有帧头', 'no header'],
  'q:truncated': ['帧不完整', 'truncated'],
  'q:length-mismatch': ['长度不符', 'length mismatch'],
  'q:crc-mismatch': ['校验错误', 'CRC mismatch'],
  'q:bad-field': ['字段错误', 'bad field'],
  'q:too-long': ['过长', 'too long'],
  'q:bad-payload': ['负载错误', 'bad payload'],
  'q:impossible-time': ['时间不可能', 'impossible time'],
  'q:unknown-mn': ['未登记的 MN', 'unknown MN'],
  'q:wrong-password': ['密码错误', 'wrong password'],
  'q:unsupported-command': ['不支持的命令', 'unsupported command'],
  'q:rejected-by-backend': ['后台拒收', 'rejected by the backend'],
  'q:unreadable-row': ['缓存行损坏', 'unreadable row'],
};

let column = localStorage.getItem('language') === 'en' ? 1 : 0;

export const language = () => (column === 1 ? 'en' : 'zh-CN');

export function t(key, n) {
  const pair = words[key];
  return pair ? pair[column].replace('{n}', n) : key.replace(/^[a-z]:/, '');
}

export function switchLanguage() {
  column = 1 - column;
  localStorage.setItem('language', language());
}

// Fills the static words of the document.
export function translate(root = document) {
  document.documentElement.lang = language();
  document.title = t('title');
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
  for (const node of root.querySelectorAll('[data-hint]')) node.placeholder = t(node.dataset.hint);
  for (const node of root.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
}
