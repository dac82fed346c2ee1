BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'sipas','m0001_first_schema','2026-11-21 09:49:32.404609+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'sipas','m0002_single_use_codes','2026-11-21 09:49:32.405726+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'sipas','m0003_haste_at_kiosks','2026-11-21 09:49:32.406295+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'sipas','m0004_revoked_batches','2026-11-21 09:49:32.406693+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'sipas','m0005_people','2026-11-21 09:49:32.410439+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'sipas','m0006_audit_log','2026-11-21 09:49:32.411544+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'sipas','m0007_closed_periods','2026-11-21 09:49:32.415375+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'sipas','m0008_collection','2026-11-21 09:49:32.419264+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'sipas','m0009_organisation','2026-11-21 09:49:32.422338+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'sipas','m0010_set_aside','2026-11-21 09:49:32.428831+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'sipas','m0011_actions','2026-11-21 12:54:31.244081+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'sipas','m0012_api_tokens','2026-11-21 12:54:31.245106+00:00');
CREATE TABLE "account" (
    name TEXT PRIMARY KEY,
    full_name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('administrator', 'reviewer', 'unit', 'entry', 'auditor')),
    unit TEXT NOT NULL REFERENCES unit (code),
    password TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_on TEXT NOT NULL,
    tree TEXT NOT NULL DEFAULT '' CHECK (tree IN ('', 'management', 'professional')),
    identity TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "account" VALUES('binh','Bình','reviewer','SO','hash',1,'2025-01-02','','','');
CREATE TABLE action (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    unit TEXT NOT NULL REFERENCES unit (code),
    what TEXT NOT NULL CHECK (what <> ''),
    product TEXT NOT NULL DEFAULT '',
    lead TEXT NOT NULL CHECK (lead <> ''),
    partners TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL DEFAULT '',
    questionnaire TEXT NOT NULL DEFAULT '',
    part TEXT NOT NULL DEFAULT '' CHECK (part = '' OR questionnaire <> ''),
    calendar TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '' CHECK (period <> '' OR questionnaire = '')
) STRICT;
INSERT INTO "action" VALUES(1,'MC01','Thêm ghế chờ','20 ghế','Văn phòng','','','','','','');
CREATE TABLE action_step (
    action INTEGER NOT NULL REFERENCES action (number),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('planned', 'begun', 'done', 'given_up', 'changed', 'reopened')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    words TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    actor TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    PRIMARY KEY (action, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "action_step" VALUES(1,1,'planned','2026-10-02','','2026-12-01',1,'binh','2026-10-02');
CREATE TABLE addendum (
    closing INTEGER NOT NULL REFERENCES closing (number),
    number INTEGER NOT NULL CHECK (number > 0),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body BLOB NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (closing, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE api_token (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL REFERENCES unit (code),
    created_by TEXT NOT NULL,
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL CHECK (expires_on >= created_on),
    revoked_on TEXT NOT NULL DEFAULT '',
    used_on TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "api_token" VALUES(1,'d89073b58ea85cfee718e7cd350fef96c05cd94382d1e7f7aabb232f5e04a4dd','Cổng dữ liệu','MC01','binh','2026-10-02','2027-10-02','','');
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    unit TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "audit" VALUES(1,'2026-11-21T16:49:32+07:00','binh','point_changed','MC01','CTR00001','','0000000000000000000000000000000000000000000000000000000000000000','23b90807d1acca5a7c922f73da820cc4a82a75a117ff160a8f8eacc52d5623b3');
INSERT INTO "audit" VALUES(2,'2026-11-21T16:49:32+07:00','binh','close','SO','quarter 2026Q1','16bf06684ac7021891614048a741040199c665aa0e9b34bf46eada1f8932bef8','23b90807d1acca5a7c922f73da820cc4a82a75a117ff160a8f8eacc52d5623b3','5ec6ba1ea9497c83d552cb7560c39a22485d03c81cddc80dab188b1ac3e07556');
CREATE TABLE campaign (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    owner TEXT NOT NULL REFERENCES unit (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    first TEXT NOT NULL,
    last TEXT NOT NULL CHECK (last >= first),
    rule TEXT NOT NULL CHECK (rule IN ('margin', 'slovin')),
    margin REAL NOT NULL CHECK (margin > 0 AND margin < 1),
    created_on TEXT NOT NULL
) STRICT;
CREATE TABLE campaign_point (
    campaign TEXT NOT NULL REFERENCES campaign (code),
    point TEXT NOT NULL REFERENCES service_point (code),
    PRIMARY KEY (campaign, point)
) STRICT, WITHOUT ROWID;
CREATE TABLE campaign_unit (
    campaign TEXT NOT NULL REFERENCES campaign (code),
    unit TEXT NOT NULL REFERENCES unit (code),
    population INTEGER NOT NULL CHECK (population >= 0),
    PRIMARY KEY (campaign, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE closing (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    unit TEXT NOT NULL REFERENCES unit (code),
    calendar TEXT NOT NULL,
    period TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body BLOB NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
INSERT INTO "closing" VALUES(1,'SO','quarter','2026Q1','2026-01-01','2026-03-31','16bf06684ac7021891614048a741040199c665aa0e9b34bf46eada1f8932bef8',X'1F8B0800000000000203B55AEF6F13C919FE57467B1F0A9213E2F8F895AABA92400B42707044D549248AC6BB63EF28EB19677736C145487742D57D38A182A85455575402A208EE90CADD55D5C5AAFA6123FE0FF397F47967D6F1DAB1374E201138EB9DD999779EF77D9FF7C7E6AE57170D1D0B6FE1EEBD8AD788B48EBD85D3B8D2718B1B6FA1EA2E138C7B2D6DD6FC94AFCDCFCD9FF96DD55BF03E613742D9DBF95FCA5ABDEEDF0CF37BDD377C8155CF303F7B96B2CD5EF76BE6A7AAC97ADD57F80C7ADD6FFD906EBF6061F65485CC0FB337F42BFB19C32796E8A1F315D60E7B3B2F15BB72A5E2D699FFF4FD578F6BE74FD2FA2F3986DD9EBB8F348BDEFDABD77D8287935EF72D2D2A5994FDA89A2BEA13D6945CD2A4DECEB66290B9865548F47C994588CCAEE3435A892ACC8442B37A6FE7B96281CE4FD40EFB1BF4BAFF6097B3A7F913BB8F76EFE3A6137C3DC4466AF77E8BD9E54FF87888634AAFFB48E2884E5AECF19DA4A3E1F0113E7C12D1497273F721ABCECD554FE16266F1FA1F4ECEB225CCFB6B2E4C6FE745873543C9DE7FF5F725FC5261B60DD0966342D664CF5AD0022D3809D853BB0F65AF0BE9DAA5D3DE7FF5A4624FB9FB287BD6C1271EFA5A9194D8D782457A79A3D8B581AEED33267B0DC4B25F489A58E3F37A131B7D6B01F816AB57ABE74E0198D3A7AEE3784B372A76E03EC39C3F139004F073DFEE0CCC1FE07CEFB62533845A1B67A52D2B6C9D9EF001879D67E25C2BB3249E359B81EA7128026613BA02CE6F39BE635945A7B81A5A7D65DB6DB2C517F6CC78E869AE87806C08D8CEC23608782B03E65FC0216011FDE1DC8E21945B8E60790E238245E41ACB6135D8F8950F195794AF03C17EC356867C68C55B519B224EA45618ABAEA875A9023B4B2BB19618DDA619B148DA5A0542193BE44B23FF28148D445C3553DE1409066EAF789B72C5AB60060DAEAEA844A7B1EF36ED7BCCAD2B372EDC3AD815D8897D1639EC8943BE92BB4204372B78C1AFF3D1720CE914BAD190BEE4112435712A08ADDB469A48E00C9BD2CA7F9510D62CC9B6CDA8A33363F79D609FB4BE50768DCB7A8B25DCC8A42145C0B6442C5847A78C1B3A0B03E0330438F375AA8C883FA32721C8ED06F78D8E93D5D5820E2FD060A05B5CBAA5AF5CA11B8AB768F82ECB855E7616EC5B990AD4474ACA65BAE0FB224998D1568644C49BD2172B1EBB3779EFC5E9F686E5BD0434E4EE454F2FEE1DB4A492898981C9A660ED58FB2248616CE5FB2F4DB5FF92750CDFDA3FB40A95F97D8F6E4AEB2D1B69075F4DCEA09BE09A6FFC8274B70C6F34D856A859C85510090BD0968ED7CBA5BB38957457EDCE1B29D1C98838E660E0BE10491A990360BA741813E993DC1D982CACFABF8E5114F909B18CF520A62CA916E4F89D10419DFBEB0C00B1B680CB8047066269300B8FA26122B04E3C4C767B3466C2148EE3EF45EFE160DB4430F373A7C8979E35E28E1938E9F530FB4139F2ADB0EC2F883B8B60D682A7E60C0F8B50D9539D0744A7F9A1D0E43CDA46A1CF0A0EFCB9DBB5C2C2214FE6B9236F491316DD888570F13D379646B4469CB84A634E7703AF4E421D9B3D269A8642F798911E77FB8C0033819BF0DC4FAC4E9159B190504871348A6BDFD95469E77BC5E2ECDFF8FF94006DCA6C0796D2B4814F22DC3EB3A4F22744DF1F5A95FC32A45461B680D9F2186A834725CC8F048F59229B2AB1F613C858F8D680EC579930C1930E3153836212DDC37522C46C09A2F363113D0486A78F8421A5132F9120616D00D4EB3E96967990990CDD2B211E9B2CD401347DB783209E21ACA70255289D3643A0C44DC29035B32D0EA7C42E041F7D0F347DABA78954E0FD8A435E24EB36046CC53838162E43B8F6A1089F3912C2081296201C38754AEE8A0E3B6C9550C7CECB8ED34A8534B1F3C2B83CFDB90DD7DD4766BC399729C8DA7740AE001FA10CEDC4B56CBB4349077263A4048F409E44A5A1F396160D1A22EEFCDAA59C38079DEA558AB338CE936A6F02A5BB9447FEC82B363620D7C08839398DE693D42631C8D17034AD03263652D96E51CE6642A4182DBE8E2C4D1AF22A8967A0EEA6A031D84302B3500227BA998A14814EFAEBC2C0387CDD6AA7D8009752B9728C1245DC41E0E611998F8C314B0596F9259DBBC1557272B2FD2C8E72DEE261EDE7EC44FBB99976F632FE49517490ED2B99BD6EB1A2A26D11559ACC9570A025BE9C05498807FEA8C3C669040DE806E393F21E1B49DA3A311454C667854848286FC450C7CEEE732478B14F91B1E04189072FCE8FD5C050D451281178BB1D499FD72371A460746EA29A8632B34EF69AE2FCCECB74045505D4DB54A13D66C9BBED6993248AD93B9628501C6C0CECA1A80B97D8F1641DE0461DCB8A84749BB761E9CE59CC9EBA6272A3B82CE62CD6C6E1F911103CFF8108028A9F6C6D98BDA132F41B7775FC4036847021DC0F794CA5E108A4893065707E7A3C70D6E626C249A50A400B6D97665A7CF6C5E76910BB31ECEAC4AF91206FA7D411793A8164644B1C0EB2A5514E5D3A24A7D6AAFB29E060C3A364BA346487994DA2694A5372DD2FBF22578852154D9D9B9F952DCF1E60E1BC5FE5D2F289C94F6E7613F8D1516844890CD920B52E905636D2A80CC0F90F0570BEC4483F0CC9917C7C8F106DA0A1A4FD7E5A194978C60529A710DBF4D294651A9BEF17D64B78BF851AD9D6E7F0BED3E32FEEB4239E9BB2A5542A995DB20F8EB069681A4588948976568E94C4E78AD58BEEC01BB414D676CB299B779429B0F6A10AAC4D47B6659A322901ED0823E7828D6246621B9347A697E935D0D05184FA74C01E481994CB18F24EC620E328C1F4E228AB5C3C8E3CA136B9683D428F642C2BE7F91E48060BE58A81F67ED95751C5B6AD42199A35DE3E48548A062242AA16C334B5EA8FB66482EF013765D9C1C5F971287E04DC4E1F336E3983E725CABE92CA3E7527DBDE97E5160B859C064A70EDBBBC2506EEFB697C009CB56382F3CCB19B219E6CD98EB47665615E74E0CE5B7A8B30B52936507395207469D46D2F7D5053A976F6D0E57A9D6A611323D7A4765CFF1DC4F0EB9492FEE2F8F835797EA1303FB045A21B0DCAF1B778C7F63B9A547E358A4D4CAA92079D4C17A08A65569A9459E7A5F971D87F04EB3C7768259843F775F36EEBD89C76423A3B16E358F802B8BA12C0059C6418E401BEF0781D07D491CA5F40D880558670ED98103E7F78841D39D6B36DCDD60B1C310EEA51A4F7D1C33A6EB7ADA73C9107226C4414254051833A89636DBBC7960D5B64AF3EB5F81D73C878803C00EB03DF0718EC4B0DA29103674FFAE2AE2383F70BD25C501DDB2F62224AF61ADBFD45305058E44B1733BADF53CE135271D57D605FD3565CAFCC36BBBEA1F8A06DC3C5195FCB1206DDFA8F3F6A8F5698A1620A396522E8951EF49FF72EE9F546628F1A52F6A8D256DDB6AF3A30057B9FAB4E5D071D7B825F394BF3EE55BC96802081B7800BAED67463CD5A8257F194DE1AF77707B76F7BD796E6AA98B0B4FCC51C7EE87223C607FED1A499B9EA4CF5537C393DF233EF556AAB95233F8E7BE7565721711BB4A48CFDA308BBD482F7E505CC5FBE3CB8C6C78277EB733A1FF27049E7BBEBF93C122AE0318636521EC39E3033E27511E10E6D7DB36A1F887533E62DDC9B9BADCECE618EA1629E36BCBD5AF152258D5BDC5DD3EDBB1E0F02042E5CD331C86771959F93DE2B13BC0E47DA526CDA2D0963280D57131C0D1336792483B506522E920768CDD87F7B2346E3FE79FCCC54E7676A24FF7859ACB8B924891E2BC42DCAF07F2FC9A903D75ECE9EB2DD87F4B6883A83FA234A6355B5270F280BF54141262345BA166A7F20DB72FF6F0ED8B2ADFBAC53F9EC16F953F5230A668D2717EBCE785DF5BAFFECB03ACA3615DA16287DDCC99E8F0A417F73313377B6540858134AC4A068C9932D011A9C4A47B91B1C8498F590C967D9202FB99966AFA80FFF9CDDFC82DCA0AF9605AFB8A677EFDEFF01C94F0949C8240000','binh','2026-11-21');
CREATE TABLE closing_unit (
    closing INTEGER NOT NULL REFERENCES closing (number),
    unit TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (closing, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO "closing_unit" VALUES(1,'MC01');
INSERT INTO "closing_unit" VALUES(1,'SO');
INSERT INTO "closing_unit" VALUES(1,'TH01');
INSERT INTO "closing_unit" VALUES(1,'XA');
CREATE TABLE code (
    hash BLOB PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES code_batch (id),
    spent INTEGER NOT NULL DEFAULT 0 CHECK (spent IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE code_batch (
    id TEXT PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    point TEXT NOT NULL REFERENCES service_point (code),
    questionnaire TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    issued_on TEXT NOT NULL,
    expires_on TEXT NOT NULL CHECK (expires_on >= issued_on),
    label TEXT NOT NULL DEFAULT ''
, revoked_on TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE decision (
    token TEXT NOT NULL REFERENCES response (token),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('set_aside', 'taken_back')),
    reason TEXT NOT NULL
        CHECK (reason IN ('test', 'duplicate', 'not_a_user', 'staff', 'pressed', 'spoiled', 'other')),
    words TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (token, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "decision" VALUES('token00000000000000000',1,'set_aside','test','thử','binh','2026-01-15');
CREATE TABLE due_date (
    title TEXT NOT NULL CHECK (title <> ''),
    calendar TEXT NOT NULL CHECK (calendar IN ('quarter', 'cchc', 'school-year')),
    days_after INTEGER NOT NULL CHECK (days_after BETWEEN -60 AND 366),
    document TEXT NOT NULL,
    PRIMARY KEY (title, calendar)
) STRICT, WITHOUT ROWID;
CREATE TABLE haste (
    point TEXT NOT NULL REFERENCES service_point (code),
    bucket TEXT NOT NULL,
    forms INTEGER NOT NULL CHECK (forms > 0),
    PRIMARY KEY (point, bucket)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_mapping (
    unit TEXT NOT NULL REFERENCES unit (code),
    header TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_on TEXT NOT NULL,
    PRIMARY KEY (unit, header)
) STRICT, WITHOUT ROWID;
CREATE TABLE invitation (
    account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE paper_batch (
    code TEXT PRIMARY KEY,
    point TEXT NOT NULL REFERENCES service_point (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    form TEXT NOT NULL CHECK (form IN ('short', 'full')),
    label TEXT NOT NULL,
    second_percent INTEGER NOT NULL CHECK (second_percent BETWEEN 0 AND 100),
    created_on TEXT NOT NULL,
    finished_on TEXT NOT NULL DEFAULT '',
    forms INTEGER NOT NULL DEFAULT 0,
    checked INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0,
    different INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE paper_entry (
    batch TEXT NOT NULL REFERENCES paper_batch (code),
    number INTEGER NOT NULL CHECK (number > 0),
    round INTEGER NOT NULL CHECK (round IN (1, 2)),
    account TEXT NOT NULL,
    token TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (batch, number, round)
) STRICT, WITHOUT ROWID;
CREATE TABLE point_procedure (
    point TEXT NOT NULL REFERENCES service_point (code),
    procedure TEXT NOT NULL REFERENCES procedure (code),
    PRIMARY KEY (point, procedure)
) STRICT, WITHOUT ROWID;
CREATE TABLE population (
    unit TEXT NOT NULL REFERENCES unit (code),
    kind TEXT NOT NULL CHECK (kind IN ('students', 'dossiers')),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day),
    count INTEGER NOT NULL CHECK (count >= 0),
    source TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (unit, kind, first_day, last_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE procedure (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    authority TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    source TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "procedure" VALUES('1.005144','Chuyển trường đối với học sinh tiểu học','xa|truong','','0001-01-01','9999-12-31','');
CREATE TABLE procedure_successor (
    old TEXT NOT NULL REFERENCES procedure (code),
    new TEXT NOT NULL REFERENCES procedure (code) CHECK (new <> old),
    PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;
CREATE TABLE question (
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    factor TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (questionnaire, position)
) STRICT;
INSERT INTO "question" VALUES('mot_cua_2026@1',0,'overall','');
INSERT INTO "question" VALUES('mot_cua_2026@1',1,'A1','A');
INSERT INTO "question" VALUES('mot_cua_2026@1',2,'A2','A');
INSERT INTO "question" VALUES('mot_cua_2026@1',3,'A3','A');
INSERT INTO "question" VALUES('mot_cua_2026@1',4,'B1','B');
INSERT INTO "question" VALUES('mot_cua_2026@1',5,'B2','B');
INSERT INTO "question" VALUES('mot_cua_2026@1',6,'B3','B');
INSERT INTO "question" VALUES('mot_cua_2026@1',7,'B4','B');
INSERT INTO "question" VALUES('mot_cua_2026@1',8,'C1','C');
INSERT INTO "question" VALUES('mot_cua_2026@1',9,'C2','C');
INSERT INTO "question" VALUES('mot_cua_2026@1',10,'C3','C');
INSERT INTO "question" VALUES('mot_cua_2026@1',11,'D1','D');
INSERT INTO "question" VALUES('mot_cua_2026@1',12,'D2','D');
INSERT INTO "question" VALUES('mot_cua_2026@1',13,'D3','D');
INSERT INTO "question" VALUES('mot_cua_2026@1',14,'E1','E');
INSERT INTO "question" VALUES('mot_cua_2026@1',15,'E2','E');
INSERT INTO "question" VALUES('mot_cua_2026@1',16,'E3','E');
CREATE TABLE questionnaire (
    key TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    published_on TEXT NOT NULL,
    UNIQUE (code, version)
) STRICT;
INSERT INTO "questionnaire" VALUES('mot_cua_2026@1','mot_cua_2026',1,'330ce91e8ccb30507962e0dac9aee0625807dc0fc5a47e5ea340856413ac2707','# Phiếu một cửa: 16 câu về cung ứng dịch vụ hành chính công (Câu 9, phần II, câu 24–39) của phiếu đo lường sự hài lòng
# giai đoạn 2023–2026 của Bộ Nội vụ, theo bản do một phường ở Hà Nội đăng công khai năm 2026 (chưa đối chiếu với phụ lục
# của QĐ 1001/QĐ-BNV). Chỗ bản ấy ghi “Chi nhánh Trung tâm Phục vụ hành chính công/Điểm phục vụ hành chính công”, ở đây điền
# “Bộ phận Một cửa”, tên dùng trong Nghị định 118/2025/NĐ-CP, để hỏi được ở mọi nơi tiếp nhận, kể cả ở trường.
# Câu hài lòng chung và lựa chọn “Không áp dụng” là của dự án. Bản tiếng Anh do dự án dịch, không phải văn bản chính thức.

code = "mot_cua_2026"
version = 1
kind = "one_stop"
respondent = "citizen"
languages = ["vi", "en"]
source = "phiếu SIPAS 2023–2026 của Bộ Nội vụ (QĐ 1001/QĐ-BNV), câu 24–39, theo bản đăng lại năm 2026; bản tiếng Anh do dự án dịch"
official = true

[title]
vi = "Khảo sát sự hài lòng tại Bộ phận Một cửa"
en = "How satisfied were you at the one-stop counter?"

[[factors]]
code = "A"
domain = "II"
name = { vi = "Tiếp cận dịch vụ", en = "Access to the service" }

[[factors]]
code = "B"
domain = "II"
name = { vi = "Thủ tục hành chính", en = "Administrative procedures" }

[[factors]]
code = "C"
domain = "II"
name = { vi = "Công chức trực tiếp giải quyết công việc", en = "Staff who handle the work" }

[[factors]]
code = "D"
domain = "II"
name = { vi = "Kết quả giải quyết thủ tục hành chính", en = "Results" }

[[factors]]
code = "E"
domain = "II"
name = { vi = "Tiếp nhận, xử lý phản ánh, kiến nghị", en = "Feedback and petitions" }

[overall]
source = "câu của dự án, không thuộc 16 câu của phiếu gốc"

[overall.text]
vi = "Nhìn chung, Ông/Bà hài lòng ở mức nào với việc phục vụ tại đây?"
en = "Overall, how satisfied are you with the service here?"

[[items]]
code = "A1"
factor = "A"
short = true
source = "phiếu SIPAS 2023–2026, câu 24"
[items.text]
vi = "Bộ phận Một cửa có biển hiệu, hướng dẫn rõ ràng, giúp người dân dễ tìm, dễ thấy."
en = "The one-stop counter has clear signs and directions and is easy to find and to see."

[[items]]
code = "A2"
factor = "A"
source = "phiếu SIPAS 2023–2026, câu 25"
[items.text]
vi = "Bộ phận Một cửa có đủ ghế ngồi chờ, ghế ngồi giải quyết công việc và bàn viết cho người dân."
en = "The one-stop counter has enough seats for waiting and for doing business, and desks to write on."

[[items]]
code = "A3"
factor = "A"
source = "phiếu SIPAS 2023–2026, câu 26"
[items.text]
vi = "Bộ phận Một cửa có trang thiết bị phục vụ người dân đầy đủ, chất lượng tốt, giúp người dân giải quyết công việc dễ dàng hơn. (Máy lấy số xếp hàng, máy tính, máy để tra cứu thông tin, máy điều hòa, quạt mát)"
en = "The one-stop counter has sufficient, good equipment that makes it easier to get things done. (Queue tickets, computers, information terminals, air conditioning, fans)"

[[items]]
code = "B1"
factor = "B"
source = "phiếu SIPAS 2023–2026, câu 27"
[items.text]
vi = "Quy định thủ tục hành chính được niêm yết công khai tại Bộ phận Một cửa giúp người dân dễ thấy, dễ đọc."
en = "The rules of administrative procedures are posted at the one-stop counter where they are easy to see and to read."

[[items]]
code = "B2"
factor = "B"
short = true
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 28"
[items.text]
vi = "Công chức yêu cầu người dân nộp hồ sơ giải quyết thủ tục hành chính đúng theo quy định."
en = "Staff ask only for the papers that the rules require."

[[items]]
code = "B3"
factor = "B"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 29"
[items.text]
vi = "Công chức yêu cầu người dân đóng phí lệ phí giải quyết thủ tục hành chính đúng theo quy định."
en = "Staff ask only for the fees and charges that the rules set."

[[items]]
code = "B4"
factor = "B"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 30"
[items.text]
vi = "Thời hạn giải quyết thủ tục hành chính cho người dân đúng theo quy định."
en = "Procedures are completed within the time that the rules set."

[[items]]
code = "C1"
factor = "C"
source = "phiếu SIPAS 2023–2026, câu 31"
short = true
[items.text]
vi = "Công chức ở Bộ phận Một cửa có thái độ giao tiếp lịch sự, tôn trọng đối với người dân."
en = "Staff at the one-stop counter are polite and respectful."

[[items]]
code = "C2"
factor = "C"
source = "phiếu SIPAS 2023–2026, câu 32"
not_applicable = true
[items.text]
vi = "Công chức ở Bộ phận Một cửa hướng dẫn hồ sơ dễ hiểu, đầy đủ, giúp người dân có thể hoàn thiện hồ sơ sau một lần hướng dẫn."
en = "Staff at the one-stop counter explain the paperwork clearly and fully, so that it can be completed after one explanation."

[[items]]
code = "C3"
factor = "C"
source = "phiếu SIPAS 2023–2026, câu 33"
[items.text]
vi = "Công chức ở Bộ phận Một cửa tuân thủ đúng quy định trong giải quyết thủ tục hành chính cho người dân."
en = "Staff at the one-stop counter follow the rules when they handle procedures."

[[items]]
code = "D1"
factor = "D"
short = true
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 34"
[items.text]
vi = "Kết quả giải quyết thủ tục hành chính cho người dân được trả đúng hẹn."
en = "The result of the procedure is delivered on the promised date."

[[items]]
code = "D2"
factor = "D"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 35"
[items.text]
vi = "Kết quả giải quyết thủ tục hành chính cho người dân có thông tin đầy đủ, chính xác."
en = "The information in the result of the procedure is complete and accurate."

[[items]]
code = "D3"
factor = "D"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 36"
[items.text]
vi = "Kết quả giải quyết thủ tục hành chính cho người dân đảm bảo tính công bằng."
en = "The result of the procedure is fair."

[[items]]
code = "E1"
factor = "E"
short = true
source = "phiếu SIPAS 2023–2026, câu 37"
[items.text]
vi = "Bộ phận Một cửa bố trí hình thức tiếp nhận phản ánh, kiến nghị, giúp người dân phản ánh, kiến nghị dễ dàng."
en = "The one-stop counter offers ways to give feedback and make petitions that are easy to use."

[[items]]
code = "E2"
factor = "E"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 38"
[items.text]
vi = "Bộ phận Một cửa tiếp nhận, xử lý phản ánh, kiến nghị của người dân đúng quy định."
en = "The one-stop counter receives and handles feedback and petitions according to the rules."

[[items]]
code = "E3"
factor = "E"
not_applicable = true
source = "phiếu SIPAS 2023–2026, câu 39"
[items.text]
vi = "Bộ phận Một cửa thông báo kết quả xử lý phản ánh kiến nghị cho người dân kịp thời."
en = "The one-stop counter tells people in good time what came of their feedback or petition."

[comment.text]
vi = "Ý kiến khác"
en = "Anything else?"

[comment.hint]
vi = "Xin đừng ghi họ tên, số điện thoại của mình hoặc của người khác."
en = "Please do not write names or phone numbers, yours or anybody else''s."
','2025-01-02');
CREATE TABLE recovery_code (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE
) STRICT;
CREATE TABLE reopening (
    closing INTEGER NOT NULL REFERENCES closing (number),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('asked', 'confirmed', 'turned_down')),
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (closing, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE reprint (
    withdrawn TEXT PRIMARY KEY REFERENCES code_batch (id),
    batch TEXT NOT NULL REFERENCES code_batch (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE response (
    token TEXT PRIMARY KEY,
    point TEXT NOT NULL REFERENCES service_point (code),
    unit TEXT NOT NULL REFERENCES unit (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    channel TEXT NOT NULL CHECK (channel IN ('qr', 'kiosk', 'code', 'paper', 'import')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    half TEXT NOT NULL CHECK (half IN ('am', 'pm')),
    answers TEXT NOT NULL,
    procedure TEXT NOT NULL DEFAULT '',
    respondent TEXT NOT NULL DEFAULT '' CHECK (respondent IN ('', 'self', 'helped')),
    gender TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'female', 'male', 'other')),
    age_group TEXT NOT NULL DEFAULT '',
    comment TEXT NOT NULL DEFAULT '',
    folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO "response" VALUES('late00000000000000001','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',0);
INSERT INTO "response" VALUES('token00000000000000000','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555552','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000001','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000002','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000003','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555552','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000004','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000005','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000006','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555552','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000007','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000008','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000009','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555552','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000010','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
INSERT INTO "response" VALUES('token00000000000000011','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555554','','','','','',1);
CREATE TABLE second_factor (
    account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    step INTEGER NOT NULL
) STRICT;
CREATE TABLE service_point (
    code TEXT PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    kind TEXT NOT NULL CHECK (kind IN ('counter', 'class', 'web')),
    name TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    form TEXT NOT NULL DEFAULT 'short' CHECK (form IN ('short', 'full')),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'revoked')),
    created_on TEXT NOT NULL
) STRICT;
INSERT INTO "service_point" VALUES('CTR00001','MC01','counter','Quầy số 1','mot_cua_2026','short','open','2025-01-02');
INSERT INTO "service_point" VALUES('CLS00001','TH01','class','Lớp 1A','mot_cua_2026','full','open','2025-01-02');
CREATE TABLE "session" (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES "account" (name) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE tally (
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    unit TEXT NOT NULL REFERENCES unit (code),
    bucket TEXT NOT NULL,
    point TEXT NOT NULL,
    channel TEXT NOT NULL,
    procedure TEXT NOT NULL,
    responses INTEGER NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (questionnaire, unit, bucket, point, channel, procedure)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('mot_cua_2026@1','MC01','2026-01-01','CTR00001','qr','',11,X'000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000B0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE target (
    code TEXT PRIMARY KEY,
    indicator TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    value REAL NOT NULL CHECK (value BETWEEN 0 AND 100),
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    document TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'verified' CHECK (status IN ('verified', 'unverified')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE unit (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31'
) STRICT;
INSERT INTO "unit" VALUES('SO','Sở Giáo dục và Đào tạo','so','','','0001-01-01','9999-12-31');
INSERT INTO "unit" VALUES('PHONG','Phòng Giáo dục và Đào tạo','phong','','','0001-01-01','2025-06-30');
INSERT INTO "unit" VALUES('XA','Ủy ban nhân dân xã','xa','','','2025-07-01','9999-12-31');
INSERT INTO "unit" VALUES('TH01','Trường Tiểu học Số 1','truong','tieu_hoc','','0001-01-01','9999-12-31');
INSERT INTO "unit" VALUES('MC01','Bộ phận Một cửa','mot_cua','','','0001-01-01','9999-12-31');
CREATE TABLE unit_edge (
    child TEXT NOT NULL REFERENCES unit (code),
    parent TEXT NOT NULL REFERENCES unit (code),
    tree TEXT NOT NULL CHECK (tree IN ('management', 'professional')),
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    PRIMARY KEY (child, tree, valid_from)
) STRICT;
INSERT INTO "unit_edge" VALUES('PHONG','SO','management','0001-01-01','2025-06-30');
INSERT INTO "unit_edge" VALUES('XA','SO','management','2025-07-01','9999-12-31');
INSERT INTO "unit_edge" VALUES('TH01','PHONG','management','0001-01-01','2025-06-30');
INSERT INTO "unit_edge" VALUES('TH01','XA','management','2025-07-01','9999-12-31');
INSERT INTO "unit_edge" VALUES('TH01','PHONG','professional','0001-01-01','2025-06-30');
INSERT INTO "unit_edge" VALUES('TH01','SO','professional','2025-07-01','9999-12-31');
INSERT INTO "unit_edge" VALUES('MC01','PHONG','management','0001-01-01','2025-06-30');
INSERT INTO "unit_edge" VALUES('MC01','XA','management','2025-07-01','9999-12-31');
CREATE TABLE unit_event (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('create', 'rename', 'merge', 'split', 'move', 'close')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    number TEXT NOT NULL DEFAULT '',
    signed_on TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL CHECK (summary <> ''),
    recorded_on TEXT NOT NULL,
    recorded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE unit_event_part (
    event INTEGER NOT NULL REFERENCES unit_event (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    role TEXT NOT NULL CHECK (role IN ('subject', 'result', 'successor', 'management', 'professional')),
    PRIMARY KEY (event, unit, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE unit_name (
    unit TEXT NOT NULL REFERENCES unit (code),
    valid_from TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (unit, valid_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE unit_successor (
    unit TEXT PRIMARY KEY REFERENCES unit (code),
    successor TEXT NOT NULL REFERENCES unit (code) CHECK (successor <> unit),
    valid_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX unit_edge_parent ON unit_edge (parent, tree);
CREATE TRIGGER questionnaire_is_final BEFORE UPDATE ON questionnaire
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;
CREATE TRIGGER question_is_final BEFORE UPDATE ON question
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;
CREATE TRIGGER question_stays BEFORE DELETE ON question
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;
CREATE INDEX service_point_unit ON service_point (unit);
CREATE TRIGGER response_fits_questionnaire BEFORE INSERT ON response
WHEN length(NEW.answers) <> (SELECT count(*) FROM question WHERE questionnaire = NEW.questionnaire)
    OR NEW.answers GLOB '*[^-1-5nxa-l]*'
BEGIN SELECT RAISE(ABORT, 'answers do not fit the questionnaire'); END;
CREATE INDEX response_unfolded ON response (folded) WHERE folded = 0;
CREATE INDEX code_of_batch ON code (batch);
CREATE UNIQUE INDEX account_identity ON account (identity) WHERE identity <> '';
CREATE UNIQUE INDEX account_subject ON account (subject) WHERE subject <> '';
CREATE INDEX recovery_code_account ON recovery_code (account);
CREATE INDEX audit_action ON audit (action, number);
CREATE INDEX audit_actor ON audit (actor, number);
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
CREATE INDEX closing_period ON closing (calendar, period);
CREATE TRIGGER closing_is_final BEFORE UPDATE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_stays BEFORE DELETE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_unit_is_final BEFORE UPDATE ON closing_unit
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_unit_stays BEFORE DELETE ON closing_unit
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER reopening_is_final BEFORE UPDATE ON reopening
BEGIN SELECT RAISE(ABORT, 'a reopening is never edited'); END;
CREATE TRIGGER reopening_stays BEFORE DELETE ON reopening
BEGIN SELECT RAISE(ABORT, 'a reopening is never edited'); END;
CREATE TRIGGER addendum_is_final BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never edited'); END;
CREATE TRIGGER addendum_stays BEFORE DELETE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never edited'); END;
CREATE TRIGGER reopening_goes_on BEFORE INSERT ON reopening
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM reopening WHERE closing = NEW.closing)
    OR EXISTS (SELECT 1 FROM reopening WHERE closing = NEW.closing AND event = 'confirmed')
    OR (NEW.event = 'asked') = EXISTS (
        SELECT 1 FROM reopening
        WHERE closing = NEW.closing AND number = NEW.number - 1 AND event = 'asked')
    OR (NEW.event = 'confirmed' AND NEW.actor = (
        SELECT actor FROM reopening WHERE closing = NEW.closing AND number = NEW.number - 1))
BEGIN SELECT RAISE(ABORT, 'a reopening is asked for by one person and confirmed by another'); END;
CREATE INDEX campaign_of_unit ON campaign_unit (unit);
CREATE INDEX tally_counts ON tally (bucket, questionnaire, unit, point, responses);
CREATE INDEX response_unit_day ON response (unit, day, questionnaire, point);
CREATE INDEX unit_event_part_unit ON unit_event_part (unit);
CREATE TRIGGER unit_event_is_final BEFORE UPDATE ON unit_event
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_stays BEFORE DELETE ON unit_event
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_part_is_final BEFORE UPDATE ON unit_event_part
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_part_stays BEFORE DELETE ON unit_event_part
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE VIEW aside AS
SELECT d.token, d.reason FROM decision AS d
WHERE d.event = 'set_aside' AND d.number = (SELECT max(number) FROM decision WHERE token = d.token);
CREATE TRIGGER decision_is_final BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never edited'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never edited'); END;
CREATE TRIGGER decision_goes_on BEFORE INSERT ON decision
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE token = NEW.token)
    OR (NEW.event = 'set_aside') = (NEW.token IN (SELECT token FROM aside))
BEGIN SELECT RAISE(ABORT, 'a decision follows the one before'); END;
CREATE TRIGGER response_decided_about_stays BEFORE DELETE ON response
WHEN EXISTS (SELECT 1 FROM decision WHERE token = OLD.token)
BEGIN SELECT RAISE(ABORT, 'a response that was decided about is kept'); END;
CREATE VIEW answer_long AS
SELECT r.token, r.unit, r.point, r.channel, r.procedure, r.day, r.questionnaire, q.code AS question,
       substr(r.answers, q.position + 1, 1) AS answer,
       coalesce((SELECT reason FROM aside WHERE token = r.token), '') AS set_aside
FROM response AS r JOIN question AS q ON q.questionnaire = r.questionnaire;
CREATE INDEX action_of_unit ON action (unit);
CREATE VIEW action_now AS
SELECT a.*, begin.day AS planned_on, turn.event AS state, turn.day AS since, turn.words AS said,
       last.due AS due, last.public AS public
FROM action AS a
JOIN action_step AS begin ON begin.action = a.number AND begin.number = 1
JOIN action_step AS turn ON turn.action = a.number AND turn.number =
    (SELECT max(number) FROM action_step WHERE action = a.number AND event <> 'changed')
JOIN action_step AS last ON last.action = a.number AND last.number =
    (SELECT max(number) FROM action_step WHERE action = a.number);
CREATE TRIGGER action_is_final BEFORE UPDATE ON action
BEGIN SELECT RAISE(ABORT, 'an action is never edited'); END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'an action is never edited'); END;
CREATE TRIGGER action_step_is_final BEFORE UPDATE ON action_step
BEGIN SELECT RAISE(ABORT, 'a step is never edited'); END;
CREATE TRIGGER action_step_stays BEFORE DELETE ON action_step
BEGIN SELECT RAISE(ABORT, 'a step is never edited'); END;
CREATE TRIGGER action_step_goes_on BEFORE INSERT ON action_step
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM action_step WHERE action = NEW.action)
    OR (NEW.event = 'planned') <> (NEW.number = 1)
    OR (NEW.event IN ('begun', 'done', 'given_up') AND EXISTS (
        SELECT 1 FROM action_now WHERE number = NEW.action AND state IN ('done', 'given_up')))
    OR (NEW.event = 'reopened' AND NOT EXISTS (
        SELECT 1 FROM action_now WHERE number = NEW.action AND state IN ('done', 'given_up')))
BEGIN SELECT RAISE(ABORT, 'a step follows the one before'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',2);
COMMIT;
