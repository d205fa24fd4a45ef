using Siskin.Models.Data;

namespace Siskin.Models.Tokenization;

/// <summary>Prompts and answers of the frame tasks as text, for the tokenizer's corpus only.</summary>
internal static class FrameWording
{
    /// <summary>The catalogue's prompts and paraphrases.</summary>
    public static readonly string[] Prompts =
    [
        .. TaskCatalog.All.Select(task => task.Prompt),
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
    ];

    /// <summary>Answers with every unit and colour.</summary>
    public static readonly string[] Answers =
    [
        "5.2 bar", "31 psi", "120 kPa", "1.6 MPa", "340 mbar", "71 °C", "160 °F", "45 %", "2300 rpm", "230 V", "16 A",
        "3.5 kW", "12 L/min", "4.1 m3/h", "10 km/h", "50 Hz", "6 kg", "2 m", "15 mm", "80 hPa",
        "red", "green", "yellow", "blue", "white", "orange", "amber", "off", "red, off, green", "off, off, green",
        "green, green", "yellow, red, off, off", "blue, white", "off, amber", "none",
        "unreadable", "unknown", "N", "no", "yes", "-12.5", "00471", "blank", "error", "Err", "HI", "LO", "OL",
    ];
}
