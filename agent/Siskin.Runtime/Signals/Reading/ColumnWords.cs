namespace Siskin.Runtime.Signals.Reading;

/// <summary>How headings of columns are called.</summary>
internal static class ColumnWords
{
    /// <summary>Columns of times.</summary>
    public static readonly HashSet<string> Times = Set(
        "time,timestamp,datetime,date,ts,utc,event time,event_time,date time,zeit,_time,t,date/time,last_changed,local time,month,"
            + "day,zeitstempel,datum,t_s,time_s,elapsed,elapsed_h,elapsed_s,elapsed_min,last_updated,recorded,received,hour,when,heure,"
            + "tijd,uhrzeit,raised,occurred,sourcetimestamp,source timestamp,interval start"
    );

    /// <summary>Columns of values.</summary>
    public static readonly HashSet<string> Values = Set(
        "value,reading,val,_value,state,measurement,pv,present value,current value,monitor value,"
            + "wert,valeur,actual,last,last value,raw_value,waarde,result,istwert,payload"
    );

    /// <summary>Columns of names of signals.</summary>
    public static readonly HashSet<string> Names = Set(
        "sensor,name,signal,tag,symbol,metric,point,parameter,variable,_field,channel,entity_id,item,"
            + "topic,series,field,quantity,characteristic,attribute,attribute_name,measurement point,"
            + "description,bezeichnung,messstelle,kanal,names,unit file,command,cmd,service,pod,tagname,nodeid"
    );

    /// <summary>Columns of what rows are of.</summary>
    public static readonly HashSet<string> Things = Set(
        "asset,device,machine,host,station,node,location,room,site,unit_name,equipment,instance,zone,"
            + "line,gerät,deviceid,device_id,id,index,filesystem,container,process,interface,port,phase,"
            + "probe,pump,tank"
    );

    /// <summary>Columns of what belongs to a value: what it should be, and how that is done.</summary>
    public static readonly HashSet<string> Besides = Set(
        "sp,op,setpoint,set point,target,mode,soll,sollwert,previous,prev"
    );

    /// <summary>Columns of what happened.</summary>
    public static readonly HashSet<string> Messages = Set(
        "message,text,event,display path,alarm text,meldung,alarm,alarmtext,msg,event text,event_text"
    );

    /// <summary>Columns of how bad it is.</summary>
    public static readonly HashSet<string> Levels = Set(
        "level,severity,class,alarmtype,type,priority,prio,category,alarm type,klasse,lvl,alarmclass"
    );

    /// <summary>Columns of the highest value that is allowed.</summary>
    public static readonly HashSet<string> Highs = Set(
        "alarm_max,alarm max,hi_alarm,high_alarm,max.,max,limit,high,maximum,ucl,alarm_limit,upper,hi,"
            + "upper limit,alarm limit,grenzwert,high_limit,limit_high,hi-alarm,hi alarm,high alarm,high-alarm,"
            + "alarm hi,alarm high,hi limit,max limit,warn above"
    );

    /// <summary>Columns of the lowest value that is allowed.</summary>
    public static readonly HashSet<string> Lows = Set(
        "alarm_min,alarm min,lo_alarm,low_alarm,min.,min,low,minimum,lcl,lower,lo,lower limit,low_limit,"
            + "limit_low,lo-alarm,lo alarm,low alarm,low-alarm,alarm lo,alarm low,lo limit,min limit,"
            + "warn below"
    );

    /// <summary>Columns of how far a value is to be trusted.</summary>
    public static readonly HashSet<string> Qualities = Set("quality,qual,validity,qc,q,quality code");

    /// <summary>What such a column says of a value that is not to be trusted.</summary>
    public static readonly HashSet<string> Distrusted = Set(
        "bad,uncertain,invalid,stale,questionable,suspect,fault,fail,failed,not good,bad_quality,comm_fail,old"
    );

    /// <summary>Columns that number events.</summary>
    public static readonly HashSet<string> Numbers = Set("no,nr,no.,nr.,number,#,id,event,incident");

    /// <summary>Columns of when an alarm went.</summary>
    public static readonly HashSet<string> Cleared = Set(
        "cleared,cleared at,clear time,gone,gone at,ended,end,resolved,resolved at,off time,rtn,rtn time,returned"
    );

    /// <summary>Columns that number things, and not what was measured one after another.</summary>
    public static readonly HashSet<string> Numbered = Set(
        "cell,cow,pen,bin,stall,slot,bay,bed,lane,loop,circuit,string,module,rack,drive,disk,ticket,order,lot,well,box,"
            + "register,reg,addr,address,node,slave,meter,pid,dpt,det,detector,zone,tank,pump,unit,port,ch,channel,"
            + "room,floor,nest,hive,house,silo,field,row,valve,nozzle,spindle,axis,station,position,pos,sensor,probe,pen no"
    );

    /// <summary>Words parted by commas, in any case.</summary>
    public static HashSet<string> Set(params string[] words) =>
        new(words.SelectMany(word => word.Split(',')), StringComparer.OrdinalIgnoreCase);
}
