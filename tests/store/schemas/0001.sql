BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'sipas','m0001_first_schema','2026-11-21 03:08:12.848023+00:00');
CREATE TABLE account (
    name TEXT PRIMARY KEY,
    full_name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('administrator', 'reviewer', 'unit')),
    unit TEXT NOT NULL REFERENCES unit (code),
    password TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_on TEXT NOT NULL
) STRICT;
INSERT INTO "account" VALUES('binh','Bình','reviewer','SO','hash',1,'2025-01-02');
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
INSERT INTO "response" VALUES('not-yet-counted','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',0);
INSERT INTO "response" VALUES('sample-0','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','Cảm ơn',1);
INSERT INTO "response" VALUES('sample-1','CLS00001','TH01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',1);
INSERT INTO "response" VALUES('sample-2','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',1);
INSERT INTO "response" VALUES('sample-3','CLS00001','TH01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',1);
INSERT INTO "response" VALUES('sample-4','CTR00001','MC01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',1);
INSERT INTO "response" VALUES('sample-5','CLS00001','TH01','mot_cua_2026@1','qr','2026-01-14','am','55555555555555555','','','','','',1);
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
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "setting" VALUES('synthetic','1');
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
INSERT INTO "tally" VALUES('mot_cua_2026@1','MC01','2026-01-01','CTR00001','qr','',3,X'00000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO "tally" VALUES('mot_cua_2026@1','TH01','2026-01-01','CLS00001','qr','',3,X'00000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000030000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
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
INSERT INTO "target" VALUES('t1','overall','','',90.0,'0001-01-01','9999-12-31','NQ 76/NQ-CP','verified','');
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
CREATE INDEX response_unit_day ON response (unit, day);
CREATE INDEX response_unfolded ON response (folded) WHERE folded = 0;
CREATE VIEW answer_long AS
SELECT r.token, r.unit, r.point, r.channel, r.procedure, r.day, r.questionnaire, q.code AS question,
       substr(r.answers, q.position + 1, 1) AS answer
FROM response AS r JOIN question AS q ON q.questionnaire = r.questionnaire;
COMMIT;
