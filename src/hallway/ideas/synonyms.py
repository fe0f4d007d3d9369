"""Words that teachers use for the same thing, in English and Spanish: who types one of a line finds all of it. A word that is in none
and is much like one is taken for a slip of it, too (searching.py).

A line is a group; words between slashes; two or three words are a phrase. Accents do not matter.
"""

GROUPS = """
chromebook/chromebooks/laptop/computer/computadora/portátil/ordenador
ipad/tablet/tableta/iPads
phone/cell phone/smartphone/mobile/celular/teléfono/móvil
interactive board/smart board/smartboard/whiteboard/promethean/touch panel/pizarra/pizarrón/pantalla
device/devices/technology/tech/dispositivo/tecnología
quiz/test/assessment/exam/check/cuestionario/prueba/examen/evaluación/evaluar
bell ringer/bellringer/do now/warm up/warmup/starter/entry task/entry ticket/walk in/first five minutes/calentamiento/al entrar
exit question/exit slip/exit pass/closing question/end of class/salida/cierre/terminar la clase/final de la clase/fin de clase
formative/check for understanding/understanding/gets it/comprensión/entienden
multiple choice/guess/guessing/opción múltiple/adivinar
video/clip/movie/film/youtube/vídeo/película
question/questions/ask/prompt/pregunta/preguntar
picture/photo/image/photograph/foto/imagen/fotografía
animation/animate/stop motion/stopmotion/clay/animación/plastilina
drawing/draw/sketch/illustrate/dibujo/dibujar
record/recording/audio/voice/grabar/grabación/voz
podcast/radio/broadcast/radio escolar
reading/read/reader/fluency/lectura/leer/fluidez
read aloud/text to speech/reads aloud/hear the text/lectura en voz alta/texto a voz
dyslexia/struggling reader/dislexia
writing/write/essay/composition/paper/escribir/escritura/ensayo/redacción
dictation/speech to text/dictate/voice typing/dictado/dictar
feedback/comments/comment/marking/grading/retroalimentación/comentarios/calificar/corregir
peer review/peer feedback/each other/revisión entre compañeros/coevaluación
draft/drafts/version history/revision/borrador/versiones
plagiarism/cheating/copying/copy paste/plagio/copiar
ai/chatgpt/artificial intelligence/chatbot/generated/gemini/inteligencia artificial/ia
vocabulary/word wall/words/terms/glossary/vocabulario/palabras/glosario
english learner/english learners/ell/esl/eld/newcomer/newcomers/multilingual/emergent bilingual/recién llegados/bilingüe
translate/translation/language/traducir/traducción/idioma
spanish/español/castellano
special education/sped/iep/504/accommodation/accommodations/educación especial/adaptación
accessible/accessibility/caption/captions/accesible/subtítulos
discussion/debate/talk/conversation/seminar/discusión/conversar/hablar
quiet/shy/silent/never talk/hesitant/tímido/callado
participate/participation/engage/engagement/join in/participar/participación
partner/pair/buddy/in pairs/compañero/pareja/en parejas
group/groups/team/teams/grouping/grupo/grupos/equipo
group work/cooperative/collaborate/collaboration/collaborative/cooperate/trabajo en grupo/colaborar
role/roles/job/jobs/rol/papel
seating/seat/seats/seating chart/asientos
random/shuffle/pick a name/al azar/aleatorio
station/stations/rotation/rotations/centers/estaciones/centros/rotación
timer/countdown/clock/time left/temporizador/cronómetro/reloj
on task/off task/attention/focus/distracted/distraction/atención/distraído/concentrarse
classroom management/behavior/routine/routines/procedure/manejo de clase/comportamiento/rutina
substitute/sub/sub plan/sub plans/absent/suplente/sustituto
conference/parent teacher conference/parent meeting/junta/reunión/reunión de padres
parent/parents/mom/dad/papá/papás/mamá/family/families/home/guardian/caregiver/padres/familia/familias/casa
newsletter/letter home/message home/note home/boletín/carta a casa
homework/at home/tarea/deberes
math/maths/mathematics/matemáticas
negative/negatives/minus/integer/integers/negativo/números negativos/entero/enteros
fraction/fractions/fracción/fracciones
number line/recta numérica
multiplication/times table/times tables/math facts/facts/multiplicación/tablas
graph/graphing/plot/chart/gráfica/graficar/gráfico
slope/linear/line/slope intercept/equation/pendiente/lineal/ecuación
geometry/shape/shapes/angle/geometría/figuras/ángulo
data/statistics/survey/datos/estadística/encuesta
word problem/problem solving/story problem/problema/resolver problemas
science/ciencia/ciencias
lab/experiment/laboratory/investigation/laboratorio/experimento
lab report/lab notebook/notebook/informe de laboratorio/cuaderno
microscope/microscopio
simulation/model/virtual lab/simulación/modelo
history/social studies/past/historia/estudios sociales
primary source/primary sources/document/source/fuente primaria/fuentes/documento
map/maps/geography/mapa/geografía
field trip/virtual trip/tour/excursión/paseo/viaje
timeline/chronology/línea de tiempo
music/song/sing/música/canción/cantar
art/arts/arte
pe/physical education/gym/fitness/educación física/gimnasia
game/games/gamify/play/competition/relay/juego/juegos/jugar
practice/drill/review/rehearse/práctica/practicar/repasar/repaso
coding/programming/code/program/computer science/programar/programación/código
unplugged/without computers/no computer/no device/offline/without internet/sin computadora/sin internet
robot/robots/robotics/robótica
kindergarten/kinder/pre-k/prek/preschool/little ones/young children/jardín/preescolar
portfolio/collection of work/showcase/portafolio
presentation/slides/slideshow/present/presentación/diapositivas/exponer
poster/infographic/flyer/cartel/infografía
research/sources/search the web/investigar/investigación
note taking/notes/annotate/annotation/apuntes/anotar
story/stories/storytelling/narrative/cuento/historias/narrativa
book/books/novel/library/libro/libros/biblioteca
poem/poetry/poema/poesía
spelling/phonics/ortografía/fonética
grammar/punctuation/gramática/puntuación
listening/listen/escuchar/comprensión auditiva
speaking/oral/pronunciation/speak/hablar/oral/pronunciación
rubric/criteria/scoring/rúbrica/criterios
choice/choice board/menu/options/opciones/menú
differentiate/differentiation/levels/different levels/diferenciar/niveles
early finisher/early finishers/fast finisher/done early/finish early/finish first/finished early/bored/terminan antes/aburrido
absent students/absent/catch up/miss/missed class/missed/make up work/were out/was out/sick/ponerse al día/ausente/faltar/enfermo
goal/goals/objective/target/meta/objetivo
reflect/reflection/self assessment/exit reflection/reflexión/reflexionar/autoevaluación
brainstorm/ideas/mind map/concept map/lluvia de ideas/mapa conceptual
form/survey form/google form/formulario
spreadsheet/sheet/sheets/excel/hoja de cálculo
document camera/doc cam/visualizer/cámara de documentos
headphones/headset/audífonos/auriculares
password/passwords/log in/login/sign in/contraseña/iniciar sesión
safety/digital citizenship/privacy/online safety/seguridad/ciudadanía digital/privacidad
fake news/misinformation/reliable/media literacy/noticias falsas/desinformación
organize/organization/folders/files/planner/organizar/carpetas/agenda
fast/faster/quick/quickly/short/rápido/corto
attendance/greeting/morning meeting/asistencia/saludo
calm down/calm corner/calm/breathe/upset/meltdown/angry/self regulation/cool down/calmar/calma/respirar/enojado
loud/noise/noisy/quiet signal/silence/attention signal/ruido/silencio/callar
feelings/mood/emotions/check in/emociones/sentimientos
engineering/design challenge/maker/build/ingeniería/construir
calculator/calculators/calculadora
charge/charging/charger/battery/plug/power/cargar/cargador/batería
wifi/wi fi/internet/network/connection/red/conexión
print/paper/worksheet/hoja/papel/imprimir
"""
# Words that nearly every question or idea has; they say little about which one is meant.
WEAK_WORDS = """
class classes classroom student students kid kids child children learner learners pupil pupils teach teacher
teaching lesson lessons learn learning work works working make making way use using idea ideas tool tools app
apps activity thing good best better easy free online new start day time times one week grade grades school
whole everyone everybody every takes forever just who clase clases alumno alumnos estudiante estudiantes niño
niños maestra maestro enseñar lección aprender actividad idea herramienta terminar
"""
WEAK = frozenset(WEAK_WORDS.split())
EMPTY_WORDS = """
a an and are as at be been before but by can cannot could did do does doesn don for from get gets getting give
had has have how i if in into is isn it its like me more most my need needs no not of off on or our out so
some than that the their them then there these they this those to too up us very want wants was we were what
when where which while why will with without would yet you your al algo como con de del desde el ella en es
esta este hay la las lo los me mi mis muy necesito no o para pero por que quiero se sin sobre su sus tengo un
una uno unos y ya see help
"""
EMPTY = frozenset(EMPTY_WORDS.split())
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
ORDINALES = [
    "primer",
    "segundo",
    "tercer",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
]
LEVELS = {"elementary": range(0, 6), "primary": range(0, 6), "primaria": range(0, 6), "middle": range(6, 9),
          "secundaria": range(6, 10), "high": range(9, 13), "preparatoria": range(10, 13)}  # fmt: skip
