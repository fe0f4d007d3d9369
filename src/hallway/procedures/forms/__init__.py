from .promise import ProcedureForm
from .topics import TopicForm

__all__ = ["ProcedureForm", "TopicForm"]
