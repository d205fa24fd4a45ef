using Siskin.Models.Data;

namespace Siskin.Models.Tokenization;

/// <summary>Prompts and answers of the frame tasks as text, for the tokenizer's corpus only.</summary>
internal static class FrameWording
{
    /// <summary>The catalogue's prompts and paraphrases.</summary>
    public static readonly string[] Prompts =
    [
        .. TaskCatalog.Usual.Select(task => task.Prompt),
        "Which digit is shown?", "What digit is this?", "Which number is on the wheel?", "Read this wheel.",
        "Give the digit.", "What does the wheel show?", "Read the number wheel.", "Which digit do you see?",
        "What is the counter reading?", "What does the counter show?", "Read the meter.", "Give the meter reading.",
        "What is the meter reading?", "Read the odometer.", "How much is on the counter?", "Read all digits.",
        "What number does the meter show?", "Give the count.", "Report the counter value.", "What is the total?",
        "What does the display show?", "Read the LCD.", "Read the LED display.", "What value is displayed?",
        "What number is on the screen?", "Give the displayed value.", "Read the screen.", "Report the display.",
        "Where does the needle point?", "Read the sub-dial.", "What does the dial show?", "Give the needle position.",
        "Read the needle.", "What is the dial reading?", "Which value does the pointer show?", "Read the small dial.",
        "What does the gauge show?", "What is the pressure?", "What is the temperature?", "Give the gauge reading.",
        "Read the manometer.", "Read the thermometer.", "What value does the gauge indicate?", "Report the gauge value.",
        "How high is the pressure?", "Read the pointer instrument.", "What is the reading with its unit?",
        "Which lights are on?", "What colours are the lamps?", "Which indicator lamps are on?", "Read the lamps.",
        "Describe the indicator lights.", "Name the lit lamps from left to right.", "Which LEDs are lit?",
        "State of the lamps?", "Is a lamp lit?", "Is the red lamp on?", "What is the status of the lights?",
        "Which digit is this?", "What digit does the wheel show?", "digit?", "Read this digit",
        "Give the digit or N.", "Tell me the digit.", "What is the digit in the window?", "Single digit, please.",
        "Digit in this crop?", "Name the digit shown.", "What digit do you see?", "Meter reading?",
        "Read the water meter.", "Read the gas meter counter.", "What number do the wheels show?",
        "Counter value with decimals?", "Read all wheels.", "Odometer reading, please.", "What does the meter say?",
        "Read the electricity meter.", "Which value is on the counter?", "Tell me the count.", "read counter",
        "Which number is on the display?", "Value on the display?", "What is on the LCD?", "What number is shown?",
        "Read the digits on the screen.", "Display reading?", "What does the readout say?", "read display",
        "Which value is displayed?", "Where does the pointer stand?", "Dial position?", "Needle position in tenths?",
        "Which value does the needle point to?", "Give the dial reading.", "Position of the needle from zero?",
        "read dial", "What is the dial at?", "Pointer reading, please.", "Value on the gauge with unit?",
        "What is the gauge reading?", "Gauge value and unit?", "Give the value with its unit.",
        "How much does the instrument show?", "Read the needle instrument.", "What does the meter indicate?",
        "read gauge", "Current value on the gauge?", "Which value does the needle show, with unit?",
        "Which lamps are on?", "What colours are lit, left to right?", "Read the indicator lamps.",
        "Are any lamps lit?", "Lamp states from left to right.", "Which LEDs are on?", "List the lamps.",
        "Indicator status?", "What do the indicator lights show?", "read lamps",
    ];

    /// <summary>Answers with every unit and colour.</summary>
    public static readonly string[] Answers =
    [
        "5.2 bar", "31 psi", "120 kPa", "1.6 MPa", "340 mbar", "71 °C", "160 °F", "45 %", "2300 rpm", "230 V", "16 A",
        "3.5 kW", "12 L/min", "4.1 m3/h", "10 km/h", "50 Hz", "6 kg", "2 m", "15 mm", "80 hPa",
        "red", "green", "yellow", "blue", "white", "orange", "amber", "off", "red off green", "off off green",
        "green green", "yellow red off off", "blue white", "off off off", "white off", "none",
        "unreadable", "unknown", "N", "no", "yes", "-12.5", "00471", "blank", "error", "Err", "HI", "LO", "OL",
    ];
}
