"""Invented people and words: names, numbers with right check digits, places, and the terms of certificates."""
from dataclasses import dataclass

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红玲建国文斌宇浩凯波辉健俊帆鑫琳晶欣怡佳雪慧颖倩婷宁云飞鹏志海峰龙梅春晓东升永清思源子涵梓轩若汐诗雨嘉一诺可天泽"
INVENTED = "例样虚拟示假试仿"
MARKS = "汉汉汉汉汉回满壮苗藏侗彝傣"
NATIONS = ["汉", "汉", "汉", "汉", "回", "满", "壮", "苗", "蒙古", "维吾尔", "土家", "藏", "朝鲜"]
# Two digits that begin no province's codes.
REGIONS = [16, 17, 18, 19, 24, 25, 26, 27, 28, 29, 38, 39, 47, 48, 49, 55, 56, 57, 58, 59, 66, 67, 68, 69, 72, 74, 76, 78, 84, 86, 88, 92, 95, 97, 99]
PLACES = ["虚构省样例市示范区", "例子省试样市模拟县", "样张自治区示例市", "假想市仿真区", "拟定省虚设市例行县"]
ROADS = ["例子路", "样本街", "示范大道", "虚拟巷", "测试新村", "模拟镇试验村"]
LATIN = "AMBERLY BEXON CORVANE DALLOR ESTMERE FENWICKE GARROD HOLTER IVENSON JASPERA KELLOR LORIMAR MARVANE NOLDER ORSIN PELLAM QUILLON ROSTAN SELVER TARROW UNWELL VESTAL WENDOR YARROW ZELDIN".split()
LANDS = ["REPUBLIC OF EXAMPLIA", "KINGDOM OF SAMPLONIA", "FEDERATION OF MOCKLAND", "REPUBLIC OF TESTORIA", "SPECIMENIA", "UNITED ISLES OF DEMO", "虚构共和国", "样例国"]
COMMON = "".join(bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
TERMS = ("医师资格考试 试用期考核证明 执业助理医师 姓名 性别 出生 年月日 民族 住址 毕业证书 学历 学位 专业 临床医学 口腔医学 中医 预防医学 工作单位 考点 考区 "
         "审核意见 负责人签字 盖章 有效期限 签发机关 证书编号 发证日期 医院 卫生健康委员会 兹证明 同志 在我单位 合格 特此证明 教育部 校长 大学 本科 专科 报名 培训 人员 "
         "科室 联系电话 身份证明 申请 材料 说明 意见 金额 合计 日期 备注 编号 单位 地址 数量 单价 项目 名称").split()
SCHOOLS = ["样例医科大学", "虚构医学院", "示范中医药大学", "模拟大学", "例子职业技术学院", "试样卫生学校"]
SUBJECTS = ["临床医学", "口腔医学", "中医学", "预防医学", "针灸推拿学", "中西医临床医学", "护理学"]


def check_digit(seventeen):
    """The last character of an identity number."""
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(int(c) * w for c, w in zip(seventeen, weights)) % 11]


@dataclass
class Person:
    name: str
    sex: str
    nation: str
    year: int
    month: int
    day: int
    address: str
    number: str

    @property
    def born(self): return f"{self.year}年{self.month}月{self.day}日"


def person(r):
    year, month, day = r.randint(1955, 2006), r.randint(1, 12), r.randint(1, 28)
    order = r.randint(1, 999)
    start = f"{r.choice(REGIONS)}{r.randint(0, 9999):04}{year}{month:02}{day:02}{order:03}"
    name = r.choice(SURNAMES) + "".join(r.sample([r.choice(GIVEN), r.choice(INVENTED)], r.choice([1, 2, 2, 2])))
    address = r.choice(PLACES) + r.choice(ROADS) + f"{r.randint(1, 399)}号" + (f"{r.randint(1, 30)}栋{r.randint(1, 6)}单元{r.randint(101, 2604)}室" if r.random() < .6 else "")
    return Person(name, "男" if order % 2 else "女", r.choice(NATIONS), year, month, day, address, start + check_digit(start))


def words(r, length):
    """Chinese prose of about a number of characters, without meaning."""
    out = ""
    while len(out) < length:
        out += r.choice(TERMS) if r.random() < .4 else "".join(r.choice(COMMON) for _ in range(r.randint(1, 6)))
        if r.random() < .3: out += r.choice(",。、;：")
    return out[:length]


def latin_words(r, length):
    out = []
    while sum(map(len, out)) < length:
        out.append("".join(r.choice("eeeaaiioouttnnsrrhldcumfpgwybvk") for _ in range(r.randint(2, 9))))
    text = " ".join(out)
    return text[:1].upper() + text[1:]


def machine_line(text): return text.translate(str.maketrans(" ,'-", "<<<<"))


def icao_digit(text):
    values = [0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text]
    return str(sum(v * w for v, w in zip(values, [7, 3, 1] * 20)) % 10)
