"""The demo's people, things and phrases that all fields of work share."""

from db.demo import electrical, physical

DOMAINS = (*electrical.DOMAINS, *physical.DOMAINS)
PEOPLE = (
    "maya.lindqvist",
    "priya.raman",
    "tomasz.wrona",
    "jonas.keller",
    "ines.ferreira",
    "chen.wei",
    "soren.dahl",
    "amelie.fournier",
    "lukasz.zielinski",
    "hana.novakova",
    "diego.morales",
    "zoe.papadaki",
)
"""Local parts of the addresses, the busiest first."""

FIRST_NAMES = {
    "soren.dahl": "Søren",
    "amelie.fournier": "Amélie",
    "lukasz.zielinski": "Łukasz",
    "ines.ferreira": "Inês",
    "zoe.papadaki": "Zoë",
    "chen.wei": "陈伟",
}
"""Names that differ from the address."""

ADDRESS = "{}@lab.example.com"
ATLAS = "Atlas"
UNASSIGNED = "Unassigned"

BOARDS = ("Kestrel rev C", "Kestrel rev D", "Heron mainboard", "Osprey gateway", "Puffin sensor")
BENCHES = ("bench 2", "bench 4", "the climate chamber", "the EMC tent", "line 1", "the clean room")
RAILS = ("3V3", "1V8_IO", "VDD_CORE", "5V_USB", "VBAT")
DESIGNATORS = ("C", "U", "R", "L", "J", "Q")
STAGES = ("evt", "dvt", "pvt", "field-return")
COMMON_TAGS = (
    "regression",
    "needs-repro",
    "supplier",
    "blocker",
    "intermittent",
    "rev-d",
    "µ-vias",
)

OPENERS = (
    "Reproduced on {bench}.",
    "Update from {bench}:",
    "Had another look at {serial} today.",
    "Measured again with the short ground spring.",
    "Same on a second unit.",
    "Quick note before the weekend.",
    "Results of the overnight run:",
    "Back from {bench}.",
)
QUESTIONS = (
    "@{other} which firmware was on your unit? Mine has {firmware}.",
    "Has anybody seen this on rev C as well?",
    "@{other} can you share the raw data? I would like to look at the first {millis} ms.",
    "Is {serial} still on {bench}, or did it go back to stock?",
    "Do we know whether this batch had the new reel at {ref}?",
    "How many cycles did you run? I stopped after {n}0.",
)
REPLIES = (
    "@{other} thanks, that fits what I see here.",
    "@{other} good point, I had not looked at that.",
    "@{other} not convinced: on {serial} it also happens without that.",
    "Agreed with {other}. Let us not change two things at once.",
    "Yes, {firmware} on all of them, and the same cable.",
    "Talked to the supplier, they see it on {percent} % of their retained samples.",
    "I can take this on {bench} from tomorrow, need about {hours} h.",
    "For the record: {temperature} °C at the unit when I measured.",
)
FOLLOW_UPS = (
    "Isolating now.",
    "More tomorrow.",
    "Screenshots are in the attachment.",
    "I would not close this before {n} more units.",
    "Repeating with {serial} to be sure.",
    "Not what I expected, to be honest.",
    "Data is on the share.",
    "This is the worst of {n} units.",
)
CLOSINGS = (
    "Verified on {n} units, closing.",
    "Regression run is clean for {hours} h. Closing, thanks everybody! 🎉",
    "No failure in {percent} cycles since the change. Closing.",
    "@{other} signed off the report. Done.",
)
REJECTIONS = (
    "Could not reproduce it on {n} units in {hours} h. Closing, reopen if it comes back.",
    "This was the probe: with the short ground lead it disappears.",
    "Works as specified, the limit in the test plan was from the previous product.",
    "Duplicate of the issue about {ref}, continuing there.",
)
EDITS = (
    "Edit: the serial number is {serial}, I had mixed them up.",
    "Edit: {n} of 20, not {n} of 10.",
    "Edit: corrected the unit.",
)
CIRCUMSTANCES = (
    "Seen on {serial} ({board}) on {bench}.",
    "Found by the nightly job on {bench}; {n} of 20 units are affected.",
    "Reported by the line: {serial} failed the final test.",
    "Came up during the {board} design verification on {bench}.",
)
STEPS = (
    "Power {serial} from the bench supply, current limit {n}00 mA",
    "Soak for {hours} h at {temperature} °C",
    "Flash {firmware} and clear the log",
    "Trigger on {ref}, single shot",
    "Repeat {n} times",
)
SESSION_TITLES = (
    "{board}: looking into {tag}",
    "Captures of {serial} from {bench}",
    "What changed between the last two lots?",
    "Compare {serial} with the golden unit",
    "New Atlas session",
)
EMOJI = ("👍", "🎉", "👀", "✅", "🔥", "❤️", "🧊", "😅")

FILES = (
    ("troubleshooting_plan.md", "troubleshooting_plan", 58),
    ("test_report.pdf", "test_report", 17),
    ("root_cause_analysis.md", "root_cause_analysis", 13),
    ("rework_instruction.pdf", "work_instruction", 8),
    ("prüfprotokoll.pdf", "test_report", 4),
)
"""(file name, file type, share)"""

MEDIA_TYPES = {
    "csv": "text/csv",
    "pdf": "application/pdf",
    "bin": "application/octet-stream",
    "md": "text/markdown",
    "log": "text/plain",
    "png": "image/png",
}
