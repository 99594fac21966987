"""The demo's vocabulary for electrical work: power, EMC, firmware, sensors."""

from db.demo.domain import Domain

POWER = Domain(
    tags=("power", "startup", "pmic", "ripple", "sequencing"),
    weight=26,
    owners=("maya.lindqvist", "tomasz.wrona", "ines.ferreira"),
    titles=(
        "Power rail undervoltage at startup on {board}",
        "{rail} rail sags below limit when the radio transmits",
        "{rail} does not come up after a brown-out on {serial}",
        "Inrush current trips the bench supply on {board}",
        "PMIC enters hiccup mode at {temperature} °C",
        "{rail} ripple over 40 mVpp with the fan at full speed",
        "Power-good deasserts for {millis} µs during sequencing",
        "Battery gauge loses {percent} % after a cold night",
    ),
    observations=(
        "Voltage sag starts at {ref}; the rail needs {millis} µs to recover.",
        "{rail} dips to {percent} % of nominal for {millis} µs right after enable.",
        "Ripple is {n} mVpp idle and climbs with load, worst on {serial}.",
        "Supply current steps up {n} ms before power-good, every time.",
        "Happens on {n} of 20 cold starts, never when the board is warm.",
        "The scope shows a double enable on the sequencer, {millis} µs apart.",
        "ΔV across {ref} is larger than the datasheet allows at this load.",
    ),
    suspicions=(
        "I suspect the bulk capacitance around {ref}: the DC bias derating was never checked.",
        "Could be the soft-start ramp. It was shortened in firmware {firmware}.",
        "Looks like the load switch turns on before {rail} is stable.",
        "The sense trace runs next to the inductor, so the regulator may see the noise.",
    ),
    experiments=(
        "Added 22 µF in parallel to {ref} and the dip is gone on this unit.",
        "Slowed the soft-start to {n} ms: no undervoltage in {hours} h of power cycling.",
        "Swapped the supply and the cable. Same result, so it is the board.",
        "Ran {n} boards from the same reel; {percent} % show it below 5 °C.",
        "Lifted {ref} and fed {rail} from the bench: sequencing is clean.",
    ),
    causes=(
        "Capacitance at {ref} is {percent} % of nominal at bias, so the ramp outruns the loop.",
        "The sequencer releases {rail} on a timer instead of waiting for power-good.",
        "Wrong feedback divider fitted at {ref}: a 5 % part instead of 1 % in the last build.",
    ),
    fixes=(
        "Second 22 µF X7R at {ref} from the next revision, rework for boards in the lab.",
        "Sequencing waits for power-good since firmware {firmware}.",
        "BOM corrected for {ref} and the incoming inspection checks the reel.",
    ),
    recordings=(
        ("rail_startup.csv", "Startup of {rail}, 20 cold starts"),
        ("load_step.png", "Load step response of {rail}"),
        ("pmic_events.log", "PMIC event log around the fault"),
    ),
)

EMC = Domain(
    tags=("emc", "emissions", "esd", "shielding", "certification"),
    weight=12,
    owners=("soren.dahl", "ines.ferreira"),
    titles=(
        "Radiated emissions {n} dB over limit at 480 MHz",
        "{board} resets on 8 kV contact discharge to the USB shell",
        "Conducted emissions fail with the new charger",
        "Burst test corrupts the display of {serial}",
        "Spurious lines at multiples of 19.2 MHz in the antenna test",
        "Shield can over {ref} does not touch ground on one side",
    ),
    observations=(
        "Peak is {n} dB over the class B line, antenna vertical, turntable at {percent}°.",
        "With the lid open the peak drops by {n} dB, with ferrites on the harness by 2 more.",
        "Reset after the {n}th discharge, always on the same corner of the enclosure.",
        "The line follows the display clock: it moves when we change the divider.",
        "Near-field probe points at {ref} and at the flex connector.",
        "Pre-scan in our tent and the lab's chamber agree within 2 dB.",
    ),
    suspicions=(
        "The flex has no ground return next to the clock pair.",
        "I think the discharge couples into the reset line: there is no filter at {ref}.",
        "Common-mode current on the charger cable, so a choke at the inlet should show it.",
        "Spread spectrum may have been switched off in {firmware}.",
    ),
    experiments=(
        "Copper tape over the seam: {n} dB better. It is the enclosure.",
        "100 nF and 470 Ω at the reset pin survive 10 kV on both units.",
        "Turned on spread spectrum at 0.5 %: peak {n} dB lower, link still fine.",
        "Borrowed a charger from last year, passes with {n} dB margin.",
    ),
    causes=(
        "The gasket is 0.3 mm too thin, so the seam opens into a slot antenna at 480 MHz.",
        "Reset line runs unfiltered for 40 mm along the board edge next to {ref}.",
        "Second source of the choke at {ref} has a third of the impedance.",
    ),
    fixes=(
        "Conductive gasket 1.2 mm, torque in the work instruction, margin now {n} dB.",
        "RC filter at the reset pin in the next revision; retest booked.",
        "Second source removed from the approved list.",
    ),
    recordings=(
        ("emissions_scan.csv", "Radiated scan 30 MHz to 1 GHz"),
        ("chamber_report.pdf", "Report of the test house"),
        ("esd_points.pdf", "Discharge points and results"),
    ),
)

FIRMWARE = Domain(
    tags=("firmware", "bootloader", "i2c", "watchdog", "regression", "ota"),
    weight=22,
    owners=("priya.raman", "lukasz.zielinski", "chen.wei"),
    titles=(
        "Watchdog reset {millis} ms after wake from deep sleep",
        "Bootloader loops after an interrupted update to {firmware}",
        "I²C bus stuck low when {ref} is hot-plugged",
        "{board} drops off the CAN bus after {hours} hours",
        "Flash wear counter overflows on {serial}",
        "Time stamps jump back one hour in the log of {serial}",
        "Regression in {firmware}: ADC samples arrive in pairs",
        "Field update fails at {percent} % on slow links",
    ),
    observations=(
        "Stack trace ends in the DMA handler, {n} frames deep, in every core dump.",
        "The bus shows a clock stretch of {millis} ms before the reset.",
        "Bisected to the merge of the new scheduler, between {firmware} and the one before.",
        "Only with the logger at debug level. At info it survived {hours} h.",
        "The slave holds SDA low for ever; nine clocks free it.",
        "{percent} % of the updates stop at exactly the same block.",
        "Heap is fine: {n} kB free at the lowest point.",
    ),
    suspicions=(
        "Race between the wake interrupt and the clock switch, I would say.",
        "The retry counter is a uint8 and wraps after {hours} h at this rate.",
        "We clear the interrupt before reading the FIFO. Order matters on this part.",
        "Erratum 2.{n}.4 of the controller describes exactly this.",
    ),
    experiments=(
        "Built with the workaround from the erratum; {hours} h on {n} boards, no reset.",
        "Added a trace point: the handler runs twice within {n} µs.",
        "Pulled the cable {n} times during the update, recovered each time with the new loader.",
        "Old scheduler on new drivers is stable, so it is not the driver.",
    ),
    causes=(
        "The wake handler used the clock before the PLL had locked; {millis} µs too early.",
        "Retry counter wrapped at 255 and the state machine had no edge for it.",
        "Update resumed from the wrong offset when the link dropped inside a block.",
    ),
    fixes=(
        "Wait for PLL lock with a timeout, in {firmware}. Test added to the nightly run.",
        "Counter widened, state machine has a table test now.",
        "Resume offset stored per block; 200 interrupted updates without a failure.",
    ),
    recordings=(
        ("core_dump.bin", "Core dump at the reset"),
        ("bus_trace.csv", "Logic analyser trace of the bus"),
        ("nightly_run.log", "Nightly run, all boards"),
    ),
)

SENSORS = Domain(
    tags=("sensors", "calibration", "adc", "drift"),
    weight=13,
    owners=("amelie.fournier", "chen.wei"),
    titles=(
        "Pressure reading drifts {n} hPa over a weekend",
        "ADC channel {n} reads full scale with the input open",
        "Calibration of {serial} fails at the second point",
        "Load cell hysteresis above specification at {temperature} °C",
        "Humidity sensor stuck at {percent} % after condensation",
        "Gyro bias jumps when the heater at {ref} switches",
    ),
    observations=(
        "Drift is {n} ppm per hour and follows the room temperature with a lag.",
        "Noise on channel {n} is three times that of its neighbours.",
        "The offset jumps by {n} counts whenever the heater at {ref} switches.",
        "Two of {n} sensors of lot 22{n} are out of tolerance, the others are perfect.",
        "Reference meter and {serial} differ by {n} mV at the upper point, 0 at the lower.",
    ),
    suspicions=(
        "Reference voltage moves with the supply: no separate filter at {ref}.",
        "Mechanical stress from the enclosure screw next to the sensor?",
        "The calibration table is written before the sensor has settled.",
        "Leakage over flux residue would fit the humidity dependence.",
    ),
    experiments=(
        "Cleaned the board in the ultrasonic bath: leakage down to {n} pA.",
        "Waited {hours} h before the second point and the calibration passes.",
        "Loosened the screw by a quarter turn, offset gone.",
        "Fed the reference from a battery; drift is {n} times smaller.",
    ),
    causes=(
        "Flux residue between the guard ring and the input of channel {n}.",
        "Settling time in the calibration script was 2 s, the sensor needs {n} s.",
        "Screw torque bends the board by 80 µm under the sensor.",
    ),
    fixes=(
        "Wash step added, sample of {n} boards per lot measured for leakage.",
        "Script waits until the slope is below 1 count per minute.",
        "Slot milled around the sensor in the next revision; torque limited until then.",
    ),
    recordings=(
        ("drift_weekend.csv", "Drift over a weekend, one sample per minute"),
        ("calibration_points.csv", "Calibration points before and after"),
        ("certificate.pdf", "Certificate of the reference meter"),
    ),
)

DOMAINS = (POWER, EMC, FIRMWARE, SENSORS)
