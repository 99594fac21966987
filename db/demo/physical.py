"""The demo's vocabulary for physical work: thermal, vibration, optics, mechanics."""

from db.demo.domain import Domain

THERMAL = Domain(
    tags=("thermal", "throttling", "fan", "heatsink", "ΔT"),
    weight=16,
    owners=("jonas.keller", "maya.lindqvist"),
    titles=(
        "{board} throttles after {n} minutes at {temperature} °C ambient",
        "Thermal pad under {ref} does not wet the heat sink",
        "Fan of {serial} stops at low duty cycle and does not restart",
        "Junction of {ref} {n} K hotter than simulated",
        "Enclosure surface over 60 °C near the connector",
        "Thermal shutdown in the chamber below the specified limit",
    ),
    observations=(
        "Thermocouple on {ref} reads {temperature} °C, the camera agrees within 2 K.",
        "Throttling starts after {n} min and the clock drops to {percent} %.",
        "ΔT between pad and sink is {n} K, should be 4.",
        "The imprint covers only {percent} % of the pad.",
        "Fan needs {percent} % duty to start but holds at half of it.",
        "Chamber at {temperature} °C, {hours} h soak, both units within 1 K of each other.",
    ),
    suspicions=(
        "Pad is compressed too little: the standoff is 0.2 mm higher than in the drawing.",
        "Recirculation at the inlet. The cable bundle blocks half of it.",
        "The power table assumes idle radio, and here it transmits all the time.",
        "Fan curve in {firmware} has no kick-start.",
    ),
    experiments=(
        "Softer pad, same thickness: {n} K lower at the same power.",
        "Moved the harness away from the inlet and won {n} K.",
        "Smoke test shows the air going around the sink, not through it.",
        "Kick-start of {millis} ms at full duty restarts the fan every time.",
    ),
    causes=(
        "Standoff tolerance leaves the pad at 8 % compression, it needs 20 %.",
        "Cable bundle covers {percent} % of the inlet in units built since spring.",
        "Fan curve goes below the starting duty without a kick-start.",
    ),
    fixes=(
        "Pad changed to 1.5 mm soft type, {n} units measured, worst {temperature} °C.",
        "Clip for the harness added to the base, photo in the work instruction.",
        "Kick-start in {firmware}; fan restarts in 500 of 500 tries.",
    ),
    recordings=(
        ("chamber_profile.csv", "Chamber profile and thermocouples"),
        ("thermal_images.pdf", "Thermal images at steady state"),
        ("fan_curve.png", "Fan speed over duty cycle"),
    ),
)

VIBRATION = Domain(
    tags=("vibration", "fatigue", "connector", "fixture"),
    weight=9,
    owners=("jonas.keller", "hana.novakova"),
    titles=(
        "Connector {ref} opens during random vibration, axis Z",
        "Resonance at {millis} Hz cracks the solder of {ref}",
        "Audible rattle from {serial} after the drop test",
        "Hard disk bracket loosens after {hours} h on the shaker",
        "Fixture resonance hides the first mode of {board}",
    ),
    observations=(
        "Interruptions of {n} µs at {ref}, only in Z and only above {millis} Hz.",
        "Q of the first mode is {n}; the simulation had 12.",
        "Crack in the fillet visible under the microscope, {percent} % around.",
        "Screws lost {percent} % of their torque after {hours} h.",
        "Accelerometer on the board reads {n} g rms with 6 on the table.",
    ),
    suspicions=(
        "Board is held at the corners only, so the connector rides on the belly of the mode.",
        "Fretting: the plating of this lot looks thin.",
        "The fixture has its own mode close by; we may test the fixture.",
        "Thread locker was left out on the last {n} units.",
    ),
    experiments=(
        "Support post under {ref}: no interruption in {hours} h at full level.",
        "Swept the bare fixture, flat within 2 dB up to 2 kHz. It is the unit.",
        "Potted the tall capacitor and the crack does not come back.",
        "Repeated with torque marks, {n} of 12 screws moved.",
    ),
    causes=(
        "First bending mode at {millis} Hz has its maximum under {ref}.",
        "Thread locker missing in the instruction of the second shift.",
        "Solder fillet too small: stencil aperture was reduced in the last spin.",
    ),
    fixes=(
        "Support post added to the base, mode moved up by {percent} %.",
        "Instruction corrected, torque marks checked at outgoing inspection.",
        "Aperture back to the old size, glue dot under {ref}.",
    ),
    recordings=(
        ("shaker_run.csv", "Control and response, random profile"),
        ("microsection.pdf", "Microsection of the joint"),
        ("modal_sweep.csv", "Sine sweep 10 Hz to 2 kHz"),
    ),
)

OPTICS = Domain(
    tags=("optics", "laser", "alignment", "camera"),
    weight=10,
    owners=("amelie.fournier", "hana.novakova"),
    titles=(
        "Focus shifts {n} µm between 20 and {temperature} °C",
        "Laser power of {serial} drops {percent} % in the first hour",
        "Ghost image in the upper left corner of {serial}",
        "Dust on the sensor glass after lens assembly",
        "Autocollimator shows {n} arcsec tilt after curing",
        "Dead column {millis} appears above {temperature} °C",
    ),
    observations=(
        "MTF at 100 lp/mm falls to {percent} % of its cold value when warm.",
        "Power meter shows {percent} % loss within the first hour, then stable.",
        "The ghost moves against the source, so it is a double reflection.",
        "Tilt after curing is {n}″, before it was below 5″.",
        "Particle count in the flow box was fine: class 5 at the time.",
        "λ shifts by {n} nm over the same time, so the diode really gets hot.",
    ),
    suspicions=(
        "The barrel is aluminium in this lot, the design says Invar.",
        "Reflection between the filter and the cover glass, coating on one side only?",
        "Adhesive shrinks unevenly because the UV lamp comes from one side.",
        "Diode driver has no temperature loop, it holds the current.",
    ),
    experiments=(
        "Turned the filter by 180°: ghost {n} times weaker.",
        "Cured with two lamps, tilt {n}″ on {n} samples.",
        "Held the mount at {temperature} °C for {hours} h, focus stays.",
        "Ran the diode at constant power instead of constant current, loss below 1 %.",
    ),
    causes=(
        "Filter mounted with the coated side towards the sensor.",
        "One-sided curing pulls the lens by {n} µm before the adhesive is hard.",
        "Barrel of the second supplier is aluminium instead of Invar.",
    ),
    fixes=(
        "Filter has a mark for its side, the jig refuses the wrong one.",
        "Two-lamp curing in the fixture, tilt below 8″ on {n} units.",
        "Supplier delivers Invar again, material certificate per lot.",
    ),
    recordings=(
        ("mtf_over_temperature.csv", "MTF over temperature, five positions"),
        ("power_log.csv", "Laser power, first {hours} hours"),
        ("raw_frame.bin", "Raw frame with the artefact"),
    ),
)

MECHANICS = Domain(
    tags=("mechanics", "assembly", "tolerance", "sealing"),
    weight=8,
    owners=("hana.novakova", "tomasz.wrona"),
    titles=(
        "Lid gap of {serial} is 0.{n} mm wider on the left",
        "Seal leaks at 1 m water depth after {n} openings",
        "Insert pulls out at half the specified torque",
        "Button of {board} sticks below freezing",
        "Größe der Dichtung weicht von der Zeichnung ab",
        "Standoff height out of tolerance in lot 31{n}",
    ),
    observations=(
        "Gap measured at {n} points, worst 0.{percent} mm on the hinge side.",
        "Bubbles from the corner next to {ref} after {n} min.",
        "Insert turns at {percent} % of the torque, plastic looks overheated.",
        "CT scan shows a void of {n} mm³ below the insert.",
        "{n} of 30 parts are out of tolerance, all from cavity 2.",
    ),
    suspicions=(
        "Cavity 2 runs hotter since the tool was serviced.",
        "The seal is stretched over the corner instead of laid in.",
        "Insert pressed in at the wrong temperature.",
        "Draft angle and coating add up, nobody owns the sum.",
    ),
    experiments=(
        "New seal from stock and careful mounting: tight for {hours} h.",
        "Pressed {n} inserts at 230 °C, all hold the full torque.",
        "Measured cavities 1 to 4 separately, only number 2 is off.",
        "Lubricated the button with PTFE, works at -25 °C.",
    ),
    causes=(
        "Cavity 2 is 0.08 mm oversize after the service of the tool.",
        "Press temperature was set 40 K too high on the second machine.",
        "Corner radius of the groove is smaller than the seal can follow.",
    ),
    fixes=(
        "Tool corrected, first-article inspection passed on {n} parts.",
        "Temperature locked in the machine's recipe.",
        "Groove radius 3 mm from the next tool, mounting aid until then.",
    ),
    recordings=(
        ("cmm_report.pdf", "Coordinate measurement, 30 parts"),
        ("leak_test.csv", "Pressure decay, five units"),
        ("ct_scan.bin", "CT volume around the insert"),
    ),
)

DOMAINS = (THERMAL, VIBRATION, OPTICS, MECHANICS)
